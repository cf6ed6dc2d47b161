import type { Context } from '@/lib/context';
import { subjectIdOf } from '@/lib/core/actor';
import { insertCalls, type NewCall } from '@/lib/db/audit/events';
import { log } from '@/lib/log';
import { writeQueue } from './write-queue';

/** A call of the API, without its query. `status` is the one of its answer. */
export type ApiCallFacts = { method: string; path: string; status: number };

/** Calls of one process whose events wait to be written. Further calls wait for the next write. */
const mostWaiting = 5_000;
const batch = 500;
const retryMs = 1_000;
/** A write costs as much as many calls, so what comes meanwhile goes with it. Sealing is due seconds later. */
const gatherMs = 50;
const maxLength = 500;

const queue = writeQueue<NewCall[]>({
  name: 'bzeroCalls',
  empty: () => [],
  sizeOf: (waiting) => waiting.length,
  write: writeWaiting,
  pauseAfter: (before, after) => (after >= before ? retryMs : gatherMs),
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
  const { organizationId, actor, via, address = null } = ctx;
  const data = { method, path: path.slice(0, maxLength), status };
  waiting.push({
    organizationId,
    actorKind: actor.kind,
    actorId: subjectIdOf(actor),
    via,
    address,
    data,
  });
  void queue.writeSoon();
}

/** Resolves when the calls that wait are written, or could not be. A process that stops calls it. */
export function writeCalls(): Promise<void> {
  return queue.writeNow();
}

async function writeWaiting(waiting: NewCall[]): Promise<void> {
  try {
    while (waiting.length > 0) {
      const calls = waiting.slice(0, batch);
      await insert(calls);
      waiting.splice(0, calls.length);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log().warn({ waiting: waiting.length, why }, 'calls of the API were not recorded yet');
  }
}

/**
 * Writes calls. A call that breaks a constraint, for example because its organization doesn't exist, is logged as an error, and
 * the others are written. Throws any other error of the database.
 */
async function insert(calls: readonly NewCall[]): Promise<void> {
  try {
    await insertCalls(calls);
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (!code.startsWith('23')) throw error;
    if (calls.length > 1) for (const one of calls) await insert([one]);
    else log().error({ why: message }, 'a call of the API can’t be recorded');
  }
}
