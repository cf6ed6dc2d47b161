import { several, takeRefused } from '@/lib/db/audit/refusals';
import { inTransaction } from '@/lib/db/transaction';
import { insertRefusal } from './note-refusal';

/** After this many minutes, the attempts that followed the first one become one event. */
const windowMinutes = 5;

/** Records how many attempts followed the first one of each kind and actor. Returns the number of events. */
export async function reportRefusals(): Promise<number> {
  return inTransaction(async (tx) => {
    const repeated = (await takeRefused(tx, windowMinutes)).filter(({ unreported }) => unreported > 0);
    for (const { who, unreported: count, event } of repeated) {
      // Of several actors, when there were too many to count each.
      const of =
        who === several
          ? { ...event, actorKind: 'system' as const, actorId: null, actorName: several, address: null }
          : event;
      await insertRefusal(tx, of, { count, more: true });
    }
    return repeated.length;
  });
}
