import type { Context } from '@/lib/context';
import { type PolicyType, targetTypesOf } from '@/lib/core/policy/policy';
import {
  type Choice,
  childChoice,
  environmentChoice,
  groupChoice,
  personChoice,
  targetChoice,
} from '@/lib/core/policy/policy-choice';
import { searchPeople } from '@/lib/directory/search-people';
import type { getPolicy } from '@/lib/policies/get-policy';
import { searchChildren } from '@/lib/policies/search-children';
import { searchTargets } from '@/lib/targets/search-targets';

/** Which field of the editor asks: people and groups, targets and environments, or policies. */
export type ChoiceField = 'people' | 'coverage' | 'children';

/** What a field of the editor of a type of policy may be given, by a part of its name. */
export async function searchChoices(
  ctx: Context,
  { field, type, words }: { field: ChoiceField; type: PolicyType; words: string },
): Promise<Choice[]> {
  switch (field) {
    case 'people': {
      const { people, groups } = await searchPeople(ctx, { query: words });
      return [...groups.map(groupChoice), ...people.map(personChoice)];
    }
    case 'coverage': {
      if (type === 'JustInTime') return [];
      const { targets, environments } = await searchTargets(ctx, {
        query: words,
        types: [...targetTypesOf(type)],
      });
      return [...environments.map(environmentChoice), ...targets.map(targetChoice)];
    }
    case 'children': {
      const children = await searchChildren(ctx, { query: words });
      return children.map((child) =>
        childChoice({ ...child, hasStandingSubjects: child.subjectCount + child.groups.length > 0 }),
      );
    }
  }
}

/** All that a stored policy names, as its editor shows it. */
export async function choicesIn(
  ctx: Context,
  policy: Awaited<ReturnType<typeof getPolicy>>,
): Promise<Choice[]> {
  const ids = policy.children.map(({ id }) => id);
  const children = ids.length > 0 ? await searchChildren(ctx, { ids, take: ids.length }) : [];
  return [
    ...policy.groups.map(groupChoice),
    ...policy.subjects.map(personChoice),
    ...policy.environments.map(environmentChoice),
    ...policy.targets.map(targetChoice),
    ...children.map((child) =>
      childChoice({ ...child, hasStandingSubjects: child.subjectCount + child.groups.length > 0 }),
    ),
  ];
}
