import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { ActionResult } from './action-result';
import { toFailure } from './errors';
import { runAction } from './run-action';
import { type Refused, summarize } from './summarize';

/** More than a page shows at once nobody has chosen by hand. */
const most = 100;

/**
 * Runs one use case for each id, one after the other, each in a transaction of its own: a refusal of one
 * does not affect the others. `nameOf` names the subject of a refusal.
 */
export async function runSeveral(
  name: string,
  ids: readonly string[],
  how: {
    /** what happened to those that went well: `approved` */
    done: string;
    work: (ctx: Context, id: string) => Promise<unknown>;
    nameOf: (ctx: Context, id: string) => Promise<string>;
  },
): Promise<ActionResult> {
  return runAction(name, async (ctx) => {
    if (ids.length > most) throw new AccessError('invalid', `Choose at most ${most} at once.`);
    let done = 0;
    const refused: Refused[] = [];
    for (const id of new Set(ids)) {
      try {
        await how.work(ctx, id);
        done++;
      } catch (error) {
        const failure = toFailure(error, name);
        const isRefusal = error instanceof AccessError;
        const what = await how.nameOf(ctx, id).catch(() => 'One of them');
        refused.push({ what, why: isRefusal ? error.message : failure.message, failure });
      }
    }
    return summarize(how.done, done, refused);
  });
}
