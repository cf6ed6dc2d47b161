import { listRequestable } from '@/lib/access/list-requestable';
import type { Context } from '@/lib/context';
import { sayTargetType } from '@/lib/core/target';

/** Something of the organization that has a page. */
export type FoundThing = { id: string; name: string; detail: string; href: string };

const most = 6; // of each kind

/** What the person may see that is called so: what they may ask for, and for admins all that has a page. */
export async function searchConsole(ctx: Context, words: string): Promise<FoundThing[]> {
  const { targets } = await listRequestable(ctx, { words: words.slice(0, 200), pageSize: most });
  return targets.map((target) => ({
    id: `ask:${target.id}`,
    name: target.name,
    detail: `Request access · ${sayTargetType(target)} in ${target.environment}`,
    href: `/targets?${new URLSearchParams({ q: target.name })}`,
  }));
}
