import { revalidatePath } from 'next/cache';
import { unstable_rethrow } from 'next/navigation';
import { currentContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { ActionResult } from './action-result';
import { toFailure } from './errors';

/**
 * Runs one verb for the signed-in person and tells them what came of it. Whatever the page shows is read
 * again, after a refusal too: somebody else may have been first.
 */
export async function runAction<T, V>(
  name: string,
  work: (ctx: Context) => Promise<T>,
  told: (result: T) => { message: string; value: V },
): Promise<ActionResult<V>> {
  const result = await answer(name, work, told);
  revalidatePath('/', 'layout');
  return result;
}

/** The same for reading something while a page stands open: nothing is read again. */
export async function answer<T, V>(
  name: string,
  work: (ctx: Context) => Promise<T>,
  told: (result: T) => { message: string; value: V },
): Promise<ActionResult<V>> {
  try {
    const ctx = await currentContext();
    if (!ctx) throw new AccessError('not-signed-in', 'You are not signed in any more.');
    return { ok: true, ...told(await work(ctx)) };
  } catch (error) {
    unstable_rethrow(error);
    return toFailure(error, name);
  }
}
