import type { Context } from '@/lib/context';
import { subjectIdOf, type Via } from '@/lib/core/actor';
import type { RefusalKind } from '@/lib/core/audit-event';
import { AccessError, errorKinds } from '@/lib/core/error';
import { insertAuditRow } from '@/lib/db/audit/events';
import { countRefused, type RefusalEvent, several } from '@/lib/db/audit/refusals';
import { inTransaction } from '@/lib/db/transaction';
import { log } from '@/lib/log';
import { addressKey } from '@/lib/rate-limit';
import { findActor } from './record';
import { writeQueue } from './write-queue';

/** Who attempted it: a known caller, or a name for an unknown one. */
type Attempter =
  | Context
  | { organizationId: string | null; name: string; via: Via; address?: string | undefined };

export type Refusal = {
  kind: RefusalKind;
  by: Attempter;
  /** what was attempted: a route, an action */
  doing: string;
  /** an error code, or why */
  why: string;
};

type Waiting = Refusal & { count: number };

/** Actors of one process whose attempts wait to be counted. Those of others are counted together. */
const mostWaiting = 50;
const pauseMs = 1_000;
const maxLength = 200;

const queue = writeQueue<Map<string, Waiting>>({
  name: 'bzeroRefusals',
  empty: () => new Map(),
  sizeOf: (waiting) => waiting.size,
  write: writeWaiting,
  pauseAfter: () => pauseMs,
});

/**
 * Notes a refused attempt for the audit log (R24). It never waits and never throws, so that no flood of attempts slows
 * what is refused: the first is written in the background, and those within the next second are counted with one write.
 */
export function noteRefusal(refusal: Refusal): void {
  const waiting = queue.waiting();
  const { organizationId, via } = refusal.by;
  const isFull = waiting.size >= mostWaiting && !waiting.has(keyOf(refusal));
  const counted = isFull ? { ...refusal, by: { organizationId, name: several, via } } : refusal;
  const key = keyOf(counted);
  const entry = waiting.get(key);
  if (entry) entry.count += 1;
  else waiting.set(key, { ...counted, count: 1 });
  void queue.writeSoon();
}

function keyOf({ kind, by }: Refusal): string {
  return JSON.stringify([by.organizationId, kind, whoOf(by)]);
}

/** Whether an error is a refusal: 401 or 403. */
export function isRefusedCall(error: unknown): error is AccessError {
  return error instanceof AccessError && ['forbidden', 'not-signed-in'].includes(errorKinds[error.code]);
}

/** Notes a refused call, if the error is a refusal. */
export function noteRefusedCall(error: unknown, by: Attempter, doing: string): void {
  if (isRefusedCall(error)) noteRefusal({ kind: 'call', by, doing, why: error.code });
}

/** Resolves when every attempt noted so far is counted. A process that stops calls it. */
export function writeRefusals(): Promise<void> {
  return queue.writeNow();
}

async function writeWaiting(waiting: Map<string, Waiting>): Promise<void> {
  const all = [...waiting.values()];
  waiting.clear();
  for (const one of all) {
    try {
      await write(one);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log().warn({ kind: one.kind, count: one.count, why }, 'refused attempts were not recorded');
    }
  }
}

async function write({ by, kind, doing, why, count }: Waiting): Promise<void> {
  await inTransaction(async (tx) => {
    const actor =
      'actor' in by
        ? { actorKind: by.actor.kind, ...(await findActor(tx, by.organizationId, by.actor)) }
        : { actorKind: 'system' as const, actorId: null, actorName: clean(by.name) };
    const event: RefusalEvent = {
      ...actor,
      organizationId: by.organizationId,
      via: by.via,
      address: by.address ?? null,
      data: { kind, doing: clean(doing), why: clean(why) },
    };
    if (await countRefused(tx, { who: whoOf(by), event, count }))
      await insertRefusal(tx, event, { count: 1, more: false });
  });
}

function whoOf(by: Attempter): string {
  if (!('actor' in by)) return by.address ? addressKey(by.address) : clean(by.name);
  return by.actor.kind === 'system' ? by.actor.name : (subjectIdOf(by.actor) ?? '');
}

/** One line of limited length, because the caller can have chosen the text. */
function clean(text: string): string {
  return text
    .slice(0, maxLength)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
}

/** Records the event of one attempt, or of those that followed it. */
export async function insertRefusal(
  tx: Parameters<typeof insertAuditRow>[0],
  event: RefusalEvent,
  { count, more }: { count: number; more: boolean },
): Promise<void> {
  await insertAuditRow(tx, { ...event, action: 'refuse-attempt', data: { ...event.data, count, more } });
}
