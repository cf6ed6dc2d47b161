import type { PolicyType } from '@/lib/core/policy';
import { usualDuration } from '@/lib/core/policy';
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

/** What editors choose from; empty where the type has no such choice. */
export type Choices = {
  people: { id: string; email: string; name: string }[];
  groups: { id: string; name: string; memberCount: number }[];
  targets: { id: string; name: string; kind: string; environment: string }[];
  environments: { id: string; name: string }[];
  /** `covers` says in a phrase what the child gives */
  children: { id: string; name: string; kind: string; covers: string; hasStandingSubjects: boolean }[];
};

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

/** What the author should know about a draft, by the rules of the product. */
export function issuesOf(draft: Draft, choices: Choices) {
  return policyIssues({
    ...draft,
    children: choices.children.filter(({ id }) => draft.childIds.includes(id)),
  });
}
