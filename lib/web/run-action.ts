import { revalidatePath } from 'next/cache';
import { unstable_rethrow } from 'next/navigation';
import { currentContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type ActionResult, done } from './action-result';
import { toFailure } from './errors';

/**
 * Runs `work` for the signed-in person; `name` goes into the log if it breaks. The page then loads its data
 * again, after a refusal too: another person may have been first.
 */
export async function runAction<T>(
  name: string,
  work: (ctx: Context) => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  const result = await runWithoutRefresh(name, work);
  revalidatePath('/', 'layout');
  return result;
}

/** Reads something for a page that is already open. */
export async function runRead<T>(name: string, read: (ctx: Context) => Promise<T>): Promise<ActionResult<T>> {
  return runWithoutRefresh(name, async (ctx) => done('', await read(ctx)));
}

/** Leaves the page as it is, for example because its link is used up once `work` has run. */
export async function runWithoutRefresh<T>(
  name: string,
  work: (ctx: Context) => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  try {
    const ctx = await currentContext();
    if (!ctx) throw new AccessError('not-signed-in', 'You are not signed in any more.');
    return await work(ctx);
  } catch (error) {
    unstable_rethrow(error);
    return toFailure(error, name);
  }
}
