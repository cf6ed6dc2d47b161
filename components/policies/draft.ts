import type { PolicyType } from '@/lib/core/policy/policy';
import { defaultDuration } from '@/lib/core/policy/policy';
import { type Choice, choiceKey } from '@/lib/core/policy/policy-choice';
import { policyIssues } from '@/lib/core/policy/policy-issues';
import type { Verb } from '@/lib/core/target/target';
import type { Coverage } from '@/lib/core/text/policy';

/** A policy as it is being written. */
export type Draft = {
  type: PolicyType;
  name: string;
  description: string;
  timeExpires: Date | null;
  subjectIds: string[];
  groupIds: string[];
  targetIds: string[];
  environmentIds: string[];
  targetUsers: string[];
  targetGroups: string[];
  verbs: Verb[];
  childIds: string[];
  automaticallyApproved: boolean;
  duration: number;
};

/** What the things are called that a draft names, by their keys. */
export type Names = ReadonlyMap<string, Choice>;

/** An empty policy of a type. */
export function emptyDraft(type: PolicyType): Draft {
  return {
    type,
    name: '',
    description: '',
    timeExpires: null,
    subjectIds: [],
    groupIds: [],
    targetIds: [],
    environmentIds: [],
    targetUsers: [],
    targetGroups: [],
    verbs: [],
    childIds: [],
    automaticallyApproved: false,
    duration: defaultDuration,
  };
}

/** What a draft covers, as words are made of it. */
export function coverageOf(draft: Draft, names: Names): Coverage {
  const targets = draft.targetIds.map((id) => names.get(choiceKey('target', id))?.environment ?? 'a place');
  return {
    ...draft,
    targetCount: draft.targetIds.length,
    targetEnvironments: [...new Set(targets)].sort(),
    environments: draft.environmentIds.map(
      (id) => names.get(choiceKey('environment', id))?.label ?? 'a place',
    ),
  };
}

/** What the author should know of a draft by itself, by the rules of the product. */
export function issuesOf(draft: Draft, names: Names) {
  const children = draft.childIds.map((id) => {
    const child = names.get(choiceKey('child', id));
    return { name: child?.label ?? 'A policy', hasStandingSubjects: child?.hasStandingSubjects ?? false };
  });
  return policyIssues({ ...draft, children });
}
