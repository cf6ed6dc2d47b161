import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { aboutConnection, connectionFacts } from '@/lib/connections/connection-facts';
import { isOneLine } from '@/lib/core/one-line';
import type { Tx } from '@/lib/db/client';
import { claimStart, writeStarted } from '@/lib/db/connections/machines';
import { inTransaction } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import { sendJob } from '@/lib/outbox/send-job';
import { fingerprint } from '@/lib/secrets';
import { newActivationToken } from './activation-token';
import { callWebhook } from './call-webhook';
import { failStart } from './give-up-machines';
import { clockOf, type MachineJob } from './machine-job';

/** A job that takes longer runs a second time after a minute. */
const timeoutMs = 45_000;

const startAnswer = z.object({ uniqueId: z.string().min(1).max(200).refine(isOneLine) });

/**
 * Has the machine of a session started, unless that was tried before or the session has ended. A machine that is started when
 * its session has ended is stopped at once; a session whose machine can't be started is closed.
 */
export async function startMachine(job: MachineJob): Promise<void> {
  const { about, connection, access } = job;
  const activationToken = newActivationToken();
  if (!(await claimStart(about, fingerprint(activationToken)))) return;
  const { environmentId } = connection.target;
  const body = { serviceUrl: env().publicUrl.origin, activationToken, environmentId };
  const answer = await callWebhook(access, 'start', { body, timeoutMs });
  const uniqueId = answer.isOk ? readUniqueId(answer.body) : null;
  const error = answer.isOk ? 'The start webhook answered without a uniqueId.' : answer.error;
  await inTransaction((tx) =>
    uniqueId === null ? failStart(tx, about, error) : keepStarted(tx, job, uniqueId),
  );
}

async function keepStarted(tx: Tx, { about, connection }: MachineJob, uniqueId: string): Promise<void> {
  const state = await writeStarted(tx, about, uniqueId);
  if (state === null) return;
  const data = { ...connectionFacts(connection), machine: uniqueId };
  await record(tx, clockOf(about), { action: 'start-machine', data }, aboutConnection(connection));
  if (state === 'Stopping') await sendJob(tx, 'call-provisioner', about);
}

function readUniqueId(body: string): string | null {
  try {
    return startAnswer.parse(JSON.parse(body)).uniqueId;
  } catch {
    return null;
  }
}
