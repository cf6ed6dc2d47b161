import { revalidatePath } from 'next/cache';
import { unstable_rethrow } from 'next/navigation';
import { noteRefusedCall } from '@/lib/audit/note-refusal';
import { currentContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { requireWithin } from '@/lib/rate-limit';
import { type ActionResult, done } from './action-result';
import { toFailure } from './errors';

/**
 * Runs `work` for the signed-in person; an unexpected error is logged with `name`. The page then reloads its
 * data, also after a refusal, because another person may have acted first.
 */
export async function runAction<T>(
  name: string,
  work: (ctx: Context) => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  const result = await runWithoutRefresh(name, work);
  revalidatePath('/', 'layout');
  return result;
}

/**
 * Runs what a long form sends. Does not reload the page if the session has ended: that would redirect to the sign-in page,
 * and the form would be lost.
 */
export async function runFormAction<T>(
  name: string,
  work: (ctx: Context) => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  const result = await runWithoutRefresh(name, work);
  if (result.ok || result.code !== 'not-signed-in') revalidatePath('/', 'layout');
  return result;
}

/** Reads data for a page that is already open. */
export async function runRead<T>(name: string, read: (ctx: Context) => Promise<T>): Promise<ActionResult<T>> {
  return runWithoutRefresh(name, async (ctx) => done('', await read(ctx)));
}

/** Does not reload the page, for example because its link is used up once `work` has run. */
export async function runWithoutRefresh<T>(
  name: string,
  work: (ctx: Context) => Promise<ActionResult<T>>,
): Promise<ActionResult<T>> {
  let ctx: Context | null = null;
  try {
    ctx = await currentContext();
    if (!ctx) throw new AccessError('not-signed-in', 'Your session has ended.');
    if (ctx.actor.kind === 'user') await requireWithin('person', ctx.actor.userId);
    return await work(ctx);
  } catch (error) {
    unstable_rethrow(error);
    if (ctx) noteRefusedCall(error, ctx, name);
    return toFailure(error, name);
  }
}
