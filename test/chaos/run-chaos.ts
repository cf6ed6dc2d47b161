import { setTimeout as wait } from 'node:timers/promises';
import { database } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { ResourceStack } from '@/server/resource-stack';
import { type ChaosOptions, type ChaosWorld, startChaosWorld, untilReady } from './chaos-world';
import { calm, disturb } from './disturb';
import { findViolations } from './find-violations';
import type { Call } from './history';
import { readEndState } from './read-end-state';
import { until } from './until';
import { runWorkload } from './workload';

export type ChaosResult = {
  calls: readonly Call[];
  disturbances: readonly string[];
  violations: readonly string[];
};

/**
 * Starts two processes of the built product on one database, has people use them for some seconds while they are
 * disturbed, lets everything settle, and compares what people were told with what is stored and shown.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  let result: ChaosResult | undefined;
  const parts = await ResourceStack.run(async (stack) => {
    result = await run(options, stack);
  });
  await parts.close();
  if (!result) throw new Error('unreachable');
  return result;
}

async function run(options: ChaosOptions, stack: ResourceStack): Promise<ChaosResult> {
  const { seed, seconds } = options;
  const world = await startChaosWorld(options, stack);
  const stopping = new AbortController();
  const disturbances: string[] = [];
  const begun = Date.now();
  const log = (line: string) => disturbances.push(`${((Date.now() - begun) / 1000).toFixed(1)} s: ${line}`);
  const time = wait(seconds * 1000).then(() => stopping.abort());
  const { signal } = stopping;
  const [calls] = await Promise.all([
    runWorkload(world.workload, seed, signal),
    disturb(world.disturbed, { seed, stopping: signal, log }),
    time,
  ]).finally(() => stopping.abort());
  calm(world.disturbed);
  await settle(world);
  const state = await readEndState({
    organizationId: world.organizationId,
    teamId: world.workload.teamId,
    slackUserIds: world.workload.actors.map(({ slackUserId }) => slackUserId),
    admins: world.workload.actors.flatMap(({ email, isAdmin }) => (isAdmin ? [email] : [])),
    control: world.disturbed.control,
  });
  return { calls, disturbances, violations: findViolations(calls, state) };
}

/** Ends what is open, as time would, and waits until nothing is left to do. */
async function settle({ disturbed, organizationId }: ChaosWorld): Promise<void> {
  await untilReady(disturbed.apps);
  await until('nothing is left to do', async () => {
    const { pool } = database();
    await pool.query(`UPDATE "access_request" SET "lapses_at" = now() WHERE "state" = 'Pending'`);
    await pool.query(
      `UPDATE "grant" SET "expires_at" = now() WHERE "state" = 'Active' AND "expires_at" > now()`,
    );
    await inTransaction((tx) => sendJob(tx, 'sweep', {}));
    await wait(1_000);
    const { rows } = await pool.query<{ left: number }>(
      `SELECT (SELECT count(*) FROM "access_request" WHERE "is_open")
         + (SELECT count(*) FROM "slack_message" m LEFT JOIN "access_request" r ON r."id" = m."request_id"
             WHERE m."state" = 'Waiting' OR (m."recipient" <> 'log' AND m."rendered_revision" < r."revision"))
         + (SELECT count(*) FROM "audit_event" WHERE "organization_id" = $1 AND "id" > coalesce(
             (SELECT max(e.id) FROM "audit_seal", unnest("event_ids") AS e(id) WHERE "log" = $1), 0)) AS left`,
      [organizationId],
    );
    return Number(rows[0]?.left) === 0;
  });
}
