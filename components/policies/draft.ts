import type { PolicyType } from '@/lib/core/policy';
import { usualDuration } from '@/lib/core/policy';
import { type Choice, choiceKey } from '@/lib/core/policy-choice';
import type { PolicySnapshot } from '@/lib/core/policy-difference';
import { policyIssues } from '@/lib/core/policy-issues';
import type { Verb } from '@/lib/core/target';
import type { getPolicy } from '@/lib/policies/get-policy';

export type Policy = Awaited<ReturnType<typeof getPolicy>>;

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
    duration: usualDuration,
  };
}

/** A stored policy, to be changed. */
export function draftOf(policy: Policy): Draft {
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return {
    type: policy.type,
    name: policy.name,
    description: policy.description,
    timeExpires: policy.timeExpires,
    subjectIds: ids(policy.subjects),
    groupIds: ids(policy.groups),
    targetIds: ids(policy.targets),
    environmentIds: ids(policy.environments),
    targetUsers: policy.targetUsers,
    targetGroups: policy.targetGroups,
    verbs: policy.verbs,
    childIds: ids(policy.children),
    automaticallyApproved: policy.automaticallyApproved,
    duration: policy.duration ?? usualDuration,
  };
}

/** What the author should know of a draft by itself, by the rules of the product. */
export function issuesOf(draft: Draft, names: Names) {
  const children = draft.childIds.map((id) => {
    const child = names.get(choiceKey('child', id));
    return { name: child?.label ?? 'A policy', hasStandingSubjects: child?.standing ?? false };
  });
  return policyIssues({ ...draft, children });
}

/** A draft with the names of all that it refers to. */
export function snapshotOf(draft: Draft, names: Names): PolicySnapshot {
  const named = (kind: Parameters<typeof choiceKey>[0], ids: readonly string[]) =>
    ids.map((id) => ({ id, label: names.get(choiceKey(kind, id))?.label ?? 'No longer here' }));
  return {
    ...draft,
    subjects: named('person', draft.subjectIds),
    groups: named('group', draft.groupIds),
    targets: named('target', draft.targetIds),
    environments: named('environment', draft.environmentIds),
    children: named('child', draft.childIds),
    duration: draft.type === 'JustInTime' ? draft.duration : null,
  };
}
