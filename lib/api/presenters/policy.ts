import type { PolicyRecord } from '@/lib/policies/list-whole-policies';

/** `policies.JITPolicy`, `TargetConnectPolicy` and so on of the SDK. */
export function presentPolicy(policy: PolicyRecord) {
  const common = {
    id: policy.id,
    type: policy.type,
    name: policy.name,
    description: policy.description,
    timeExpires: policy.timeExpires?.toISOString() ?? null,
    subjects: policy.subjects.map(({ id, kind }) => ({ id, type: kind })),
    groups: policy.groups,
  };
  const environments = policy.environments.map(({ id }) => ({ id }));
  const targets = policy.targets.map(({ id, type }) => ({ id, type }));
  const targetUsers = policy.targetUsers.map((userName) => ({ userName }));
  switch (policy.type) {
    case 'JustInTime':
      return {
        ...common,
        childPolicies: policy.children.map(({ id, type, name }) => ({ id, type, name })),
        automaticallyApproved: policy.automaticallyApproved,
        duration: policy.duration,
      };
    case 'TargetConnect':
      return { ...common, environments, targets, targetUsers, verbs: policy.verbs.map((type) => ({ type })) };
    case 'Kubernetes':
      return {
        ...common,
        environments,
        clusters: policy.targets.map(({ id }) => ({ id })),
        clusterUsers: policy.targetUsers.map((name) => ({ name })),
        clusterGroups: policy.targetGroups.map((name) => ({ name })),
      };
    case 'Proxy':
      return { ...common, environments, targets, targetUsers };
  }
}
