import type { Metadata } from 'next';
import { getTarget } from '@/lib/targets/get-target';
import { loadOnce } from '@/lib/web/load-once';

/** The target of the page, archived or not; null for a reader who is no admin. */
export const loadTarget = loadOnce((ctx, targetId) => getTarget(ctx, { targetId }));

/** The title of a page of a target; `titleOf` gets the target's name. */
export function targetMetadata(titleOf: (name: string) => string) {
  return async ({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> => {
    const target = await loadTarget((await params).id);
    return { title: target ? titleOf(target.name) : 'Target' };
  };
}
