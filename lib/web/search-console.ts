import { listRequestable } from '@/lib/access/list-requestable';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { formatPolicyType } from '@/lib/core/policy/policy';
import { formatTargetType } from '@/lib/core/text/target';
import { listPeople } from '@/lib/directory/list-people';
import { listPolicies } from '@/lib/policies/list-policies';
import { listTargets } from '@/lib/targets/list-targets';

/** Something of the organization that has a page. */
export type SearchHit = { id: string; name: string; detail: string; href: string };

const most = 6; // of each kind

/** What the person may see that is called so: what they may ask for, and for admins all that has a page. */
export async function searchConsole(ctx: Context, typed: string): Promise<SearchHit[]> {
  const words = typed.slice(0, 200);
  const { targets } = await listRequestable(ctx, { words, pageSize: most });
  const requestable = targets.map((target) => ({
    id: `ask:${target.id}`,
    name: target.name,
    detail: `Request access · ${formatTargetType(target)} in ${target.environment}`,
    href: `/targets?${new URLSearchParams({ q: target.name })}`,
  }));
  return [...requestable, ...(await searchAsAdmin(ctx, words))];
}

/** Nothing for whoever is no admin: each of the verbs looks that up by itself. */
async function searchAsAdmin(ctx: Context, words: string): Promise<SearchHit[]> {
  const ask = { query: words, pageSize: most };
  try {
    const [{ policies }, { people }, { targets }] = await Promise.all([
      listPolicies(ctx, ask),
      listPeople(ctx, ask),
      listTargets(ctx, { ...ask, archived: false }),
    ]);
    return [
      ...policies.map(({ id, name, type }) => ({
        id: `policy:${id}`,
        name,
        detail: `Policy · ${formatPolicyType(type)}`,
        href: `/policies/${id}`,
      })),
      ...people.map(({ id, email, name }) => ({
        id: `person:${id}`,
        name: email,
        detail: `Person${name === email ? '' : ` · ${name}`}`,
        href: `/users/${id}`,
      })),
      ...targets.map((target) => ({
        id: `target:${target.id}`,
        name: target.name,
        detail: `Target · ${formatTargetType(target)} in ${target.environment}`,
        href: `/inventory/targets/${target.id}`,
      })),
    ];
  } catch (error) {
    if (error instanceof AccessError && error.code === 'forbidden') return [];
    throw error;
  }
}
