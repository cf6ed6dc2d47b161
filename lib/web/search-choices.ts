import type { Context } from '@/lib/context';
import { type PolicyType, targetTypesOf } from '@/lib/core/policy/policy';
import {
  type Choice,
  childChoice,
  environmentChoice,
  groupChoice,
  subjectChoice,
  targetChoice,
} from '@/lib/core/policy/policy-choice';
import { searchPeople } from '@/lib/directory/search-people';
import type { getPolicy } from '@/lib/policies/get-policy';
import { searchChildren } from '@/lib/policies/search-children';
import { searchTargets } from '@/lib/targets/search-targets';

/** A field of the policy editor: people, groups and programs, targets and environments, or access policies. */
export type ChoiceField = 'people' | 'coverage' | 'children';

/** The options of a field of the editor for a type of policy, found by a part of their name. */
export async function searchChoices(
  ctx: Context,
  { field, type, query }: { field: ChoiceField; type: PolicyType; query: string },
): Promise<Choice[]> {
  switch (field) {
    case 'people': {
      const { people, groups, programs } = await searchPeople(ctx, { query });
      return [...groups.map(groupChoice), ...people.map(subjectChoice), ...programs.map(subjectChoice)];
    }
    case 'coverage': {
      const types = [...targetTypesOf(type)];
      if (types.length === 0) return [];
      const { targets, environments } = await searchTargets(ctx, { query, types });
      return [...environments.map(environmentChoice), ...targets.map(targetChoice)];
    }
    case 'children': {
      const children = await searchChildren(ctx, { query });
      return children.map((child) =>
        childChoice({ ...child, hasStandingSubjects: child.subjectCount + child.groups.length > 0 }),
      );
    }
  }
}

/** The names of everything that a stored policy refers to. */
export async function choicesIn(
  ctx: Context,
  policy: Awaited<ReturnType<typeof getPolicy>>,
): Promise<Choice[]> {
  const ids = policy.children.map(({ id }) => id);
  const children = ids.length > 0 ? await searchChildren(ctx, { ids, take: ids.length }) : [];
  return [
    ...policy.groups.map(groupChoice),
    ...policy.subjects.map(subjectChoice),
    ...policy.environments.map(environmentChoice),
    ...policy.targets.map(targetChoice),
    ...children.map((child) =>
      childChoice({ ...child, hasStandingSubjects: child.subjectCount + child.groups.length > 0 }),
    ),
  ];
}
