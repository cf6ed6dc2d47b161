import type { z } from 'zod';
import type { PolicyRecord } from '@/lib/policies/list-whole-policies';
import type { policyAnswers } from '../answers/policy';

type Policy = z.output<(typeof policyAnswers)[keyof typeof policyAnswers]>;

/** `policies.JITPolicy`, `TargetConnectPolicy` and so on of the SDK. */
export function presentPolicy(policy: PolicyRecord): Policy {
  const common = {
    id: policy.id,
    name: policy.name,
    description: policy.description,
    timeExpires: policy.timeExpires?.toISOString() ?? null,
    subjects: policy.subjects.map(({ id, kind }) => ({ id, type: kind })),
    groups: policy.groups,
  };
  const environments = policy.environments.map(({ id }) => ({ id }));
  const targets = policy.targets.map(({ id, type }) => ({ id, type }));
  const targetUsers = policy.targetUsers.map((userName) => ({ userName }));
  const { type } = policy;
  switch (type) {
    case 'JustInTime':
      return {
        ...common,
        type,
        childPolicies: policy.children.map(({ id, type, name }) => ({ id, type, name })),
        automaticallyApproved: policy.automaticallyApproved,
        duration: policy.duration,
      };
    case 'TargetConnect':
      return {
        ...common,
        type,
        environments,
        targets,
        targetUsers,
        verbs: policy.verbs.map((verb) => ({ type: verb })),
      };
    case 'Kubernetes':
      return {
        ...common,
        type,
        environments,
        clusters: policy.targets.map(({ id }) => ({ id })),
        clusterUsers: policy.targetUsers.map((name) => ({ name })),
        clusterGroups: policy.targetGroups.map((name) => ({ name })),
      };
    case 'Proxy':
      return { ...common, type, environments, targets, targetUsers };
    case 'SessionRecording':
      return { ...common, type, recordInput: policy.recordInput };
    case 'OrganizationControls':
      return { ...common, type, mfaEnabled: policy.mfaEnabled, mfaDuration: policy.mfaDuration };
  }
}
