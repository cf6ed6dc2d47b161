import type { Context } from '@/lib/context';
import { insertAuditRows } from '@/lib/db/audit/events';
import { inTransaction } from '@/lib/db/transaction';
import { log } from '@/lib/log';
import { findActor } from './record';
import { writeQueue } from './write-queue';

/** A call of the API, without its query. `status` is the one of its answer. */
export type ApiCallFacts = { method: string; path: string; status: number };

type Waiting = { ctx: Context; facts: ApiCallFacts };

/** Calls of one process whose events wait to be written. Further calls wait for the next write. */
const mostWaiting = 5_000;
const batch = 500;
const retryMs = 1_000;
const maxLength = 500;

const queue = writeQueue<Waiting[]>({
  name: 'bzeroCalls',
  empty: () => [],
  sizeOf: (waiting) => waiting.length,
  write: writeWaiting,
  pauseAfter: (before, after) => (after >= before ? retryMs : 0),
});

/**
 * Notes a call of an API key or a service account, which is an event of its own (R24). It is written after the answer, in one
 * statement with the others that wait, so that it slows no call; only while very many wait does it wait for a write.
 */
export async function noteCall(ctx: Context, { method, path, status }: ApiCallFacts): Promise<void> {
  const waiting = queue.waiting();
  if (waiting.length >= mostWaiting) await writeCalls();
  if (waiting.length >= mostWaiting) {
    log().error({ waiting: waiting.length }, 'a call of the API was not recorded');
    return;
  }
  waiting.push({ ctx, facts: { method, path: path.slice(0, maxLength), status } });
  void queue.writeSoon();
}

/** Resolves when the calls that wait are written, or could not be. A process that stops calls it. */
export function writeCalls(): Promise<void> {
  return queue.writeNow();
}

async function writeWaiting(waiting: Waiting[]): Promise<void> {
  try {
    while (waiting.length > 0) {
      const calls = waiting.slice(0, batch);
      await write(calls);
      waiting.splice(0, calls.length);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log().warn({ waiting: waiting.length, why }, 'calls of the API were not recorded yet');
  }
}

async function write(calls: readonly Waiting[]): Promise<void> {
  await inTransaction(async (tx) => {
    const actors = new Map<string, Awaited<ReturnType<typeof findActor>>>();
    const rows = [];
    for (const { ctx, facts } of calls) {
      const { organizationId, actor, via, address = null } = ctx;
      const key = JSON.stringify(actor);
      const found = actors.get(key) ?? (await findActor(tx, organizationId, actor));
      actors.set(key, found);
      const event = { action: 'call-api', data: facts } as const;
      rows.push({ ...event, ...found, organizationId, via, address, actorKind: actor.kind });
    }
    await insertAuditRows(tx, rows);
  });
}
