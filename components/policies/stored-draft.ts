import type { PolicyDocument } from '@/lib/core/policy/policy';
import { defaultDuration } from '@/lib/core/policy/policy';
import { choiceKey } from '@/lib/core/policy/policy-choice';
import type { PolicySnapshot } from '@/lib/core/policy/policy-diff';
import type { getPolicy } from '@/lib/policies/get-policy';
import { deletedLabel, type Names } from './draft';

type Policy = Awaited<ReturnType<typeof getPolicy>>;

/** The draft with which a stored policy is edited. */
export function draftOf(policy: Policy): PolicyDocument {
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
    duration: policy.duration ?? defaultDuration,
    recordInput: policy.recordInput,
    mfaEnabled: policy.mfaEnabled,
    mfaDuration: policy.mfaDuration,
  };
}

/** A draft with the names of what it refers to. */
export function snapshotOf(draft: PolicyDocument, names: Names): PolicySnapshot {
  const named = (kind: Parameters<typeof choiceKey>[0], ids: readonly string[]) =>
    ids.map((id) => ({ id, label: names.get(choiceKey(kind, id))?.label ?? deletedLabel }));
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
