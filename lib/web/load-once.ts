import { cache } from 'react';
import { requireContext } from '@/lib/auth/session';
import type { Context } from '@/lib/context';
import { orNotFound } from './or-not-found';

/**
 * Loads what a page is about by the id in its address, once for its title and its content. Null where the reader may
 * not see it; shows Next's 404 page for what does not exist.
 */
export function loadOnce<T>(
  load: (ctx: Context, id: string) => Promise<T>,
): (id: string) => Promise<T | null> {
  return cache(async (id) => orNotFound(load(await requireContext(), id)));
}
