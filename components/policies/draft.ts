import { defaultDuration, type PolicyDocument, type PolicyType } from '@/lib/core/policy/policy';
import { type Choice, choiceKey } from '@/lib/core/policy/policy-choice';
import { policyIssues } from '@/lib/core/policy/policy-issues';
import type { Coverage } from '@/lib/core/text/policy';

/** The names of what a draft refers to, by key. */
export type Names = ReadonlyMap<string, Choice>;

/** How the editor shows something that a draft refers to and that no longer exists. */
export const deletedLabel = 'No longer exists';

/** An empty policy of a type. */
export function emptyDraft(type: PolicyType): PolicyDocument {
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
    recordInput: false,
    mfaEnabled: false,
    mfaDuration: null,
  };
}

/** What a draft covers, for `formatCoverage`. */
export function coverageOf(draft: PolicyDocument, names: Names): Coverage {
  const unknown = 'an unknown environment';
  const targets = draft.targetIds.map((id) => names.get(choiceKey('target', id))?.environment ?? unknown);
  return {
    ...draft,
    targetCount: draft.targetIds.length,
    targetEnvironments: [...new Set(targets)].sort(),
    environments: draft.environmentIds.map((id) => names.get(choiceKey('environment', id))?.label ?? unknown),
  };
}

/** The errors and warnings that follow from the draft alone. */
export function issuesOf(draft: PolicyDocument, names: Names) {
  const children = draft.childIds.map((id) => {
    const child = names.get(choiceKey('child', id));
    return { name: child?.label ?? 'A policy', hasStandingSubjects: child?.hasStandingSubjects ?? false };
  });
  return policyIssues({ ...draft, children });
}
