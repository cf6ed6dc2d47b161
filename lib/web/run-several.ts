import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { ActionResult } from './action-result';
import { toFailure } from './errors';
import { runAction } from './run-action';
import { type Refused, summarize } from './summarize';

/** The rows of one page. */
const most = 100;

/**
 * Runs a use case for each id in turn, each in its own transaction, so that a refusal of one does not affect
 * the others.
 */
export async function runSeveral(
  name: string,
  ids: readonly string[],
  how: {
    /** the past participle for the successes: `approved` */
    done: string;
    work: (ctx: Context, id: string) => Promise<unknown>;
    nameOf: (ctx: Context, id: string) => Promise<string>;
  },
): Promise<ActionResult> {
  return runAction(name, async (ctx) => {
    if (ids.length > most) throw new AccessError('invalid', `Select at most ${most} requests.`);
    let done = 0;
    const refused: Refused[] = [];
    for (const id of new Set(ids)) {
      try {
        await how.work(ctx, id);
        done++;
      } catch (error) {
        const failure = toFailure(error, name);
        const isRefusal = error instanceof AccessError;
        const subject = await how.nameOf(ctx, id).catch(() => 'One request');
        refused.push({ name: subject, reason: isRefusal ? error.message : failure.message, failure });
      }
    }
    return summarize(how.done, done, refused);
  });
}
