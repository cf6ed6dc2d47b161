import type { Context } from '@/lib/context';
import { formatPolicyType } from '@/lib/core/policy/policy';
import { formatTargetType } from '@/lib/core/text/target';
import { searchPeople } from '@/lib/directory/search-people';
import { listPolicies } from '@/lib/policies/list-policies';
import { searchTargets } from '@/lib/targets/search-targets';

/** What the simulator is asked: about a target, about a person, or about a change of a policy. */
export type Question = 'target' | 'person' | 'replay';

/** Something that a question can be asked about. `href` where its answer stands on another page. */
export type Pick = { id: string; name: string; detail: string; href?: string };

const most = 20;

/** The question that an address names. */
export function questionOf(value: string | undefined): Question {
  return value === 'person' || value === 'replay' ? value : 'target';
}

/** What a question can be asked about, by a part of its name. */
export async function picksFor(ctx: Context, question: Question, words: string): Promise<Pick[]> {
  if (question === 'target') {
    const { targets } = await searchTargets(ctx, { query: words, take: most });
    return targets.map((target) => ({
      id: target.id,
      name: target.name,
      detail: `${formatTargetType(target)} in ${target.environment}`,
    }));
  }
  if (question === 'person') {
    const { people } = await searchPeople(ctx, { query: words, take: most });
    return people.map(({ id, email, name }) => ({ id, name: email, detail: name === email ? '' : name }));
  }
  const { policies } = await listPolicies(ctx, { query: words, pageSize: most });
  return policies.map(({ id, name, type }) => ({
    id,
    name,
    detail: formatPolicyType(type),
    href: `/policies/${id}?replay=yes`,
  }));
}
