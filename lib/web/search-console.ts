import { listRequestable } from '@/lib/access/list-requestable';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { formatPolicyType, isEnforced } from '@/lib/core/policy/policy';
import { formatTargetType } from '@/lib/core/text/target';
import { listPeople } from '@/lib/directory/list-people';
import { listPolicies } from '@/lib/policies/list-policies';
import { listTargets } from '@/lib/targets/list-targets';

/** A target, person or policy, with the address of its page. */
export type SearchHit = { id: string; name: string; detail: string; href: string };

const most = 6; // of each kind

/** Finds by name what the person can request; for admins also policies, people and targets. */
export async function searchConsole(ctx: Context, query: string): Promise<SearchHit[]> {
  const words = query.slice(0, 200);
  const { targets } = await listRequestable(ctx, { words, pageSize: most });
  const requestable = targets.map((target) => ({
    id: `request:${target.id}`,
    name: target.name,
    detail: `Request access · ${formatTargetType(target)} in ${target.environment}`,
    href: `/request-access?${new URLSearchParams({ q: target.name })}`,
  }));
  return [...requestable, ...(await searchAsAdmin(ctx, words))];
}

/** Nothing for users: each of the use cases checks the role. */
async function searchAsAdmin(ctx: Context, words: string): Promise<SearchHit[]> {
  const input = { query: words, pageSize: most };
  try {
    const [{ policies }, { people }, { targets }] = await Promise.all([
      listPolicies(ctx, input),
      listPeople(ctx, input),
      listTargets(ctx, { ...input, archived: false }),
    ]);
    return [
      ...policies.map(({ id, name, type }) => ({
        id: `policy:${id}`,
        name,
        detail: `Policy · ${formatPolicyType(type)}${isEnforced(type) ? '' : ', not enforced'}`,
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
