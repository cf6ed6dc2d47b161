import type { ThingNames } from './name-things';
import type { OldOrganization, policiesOf } from './old-organization';
import type { WrittenPolicy } from './written-file';

type OldPolicy = ReturnType<typeof policiesOf>[number];

/** The policies of all types. What they refer to that does not come along is left out, so that they give less. */
export function writePolicies(old: OldOrganization, names: ThingNames, losses: string[]): WrittenPolicy[] {
  const references = (policy: OldPolicy) => (noun: keyof ThingNames, list: readonly { id: string }[]) =>
    list.flatMap(({ id }) => {
      const name = names[noun].get(id);
      if (name === undefined)
        losses.push(`Policy "${policy.name}": without ${singular[noun]} ${id}, which is unknown`);
      return name ?? [];
    });
  const common = (policy: OldPolicy) => ({
    id: policy.id,
    name: policy.name,
    description: policy.description,
    ...(policy.timeExpires && { timeExpires: policy.timeExpires }),
    subjects: writeSubjects(old, policy, references(policy), losses),
    groups: policy.groups.map(({ id }) => id),
  });
  return [
    ...old.targetConnect.map((policy) => ({
      type: 'TargetConnect' as const,
      ...common(policy),
      targets: references(policy)('targets', policy.targets),
      environments: references(policy)('environments', policy.environments),
      targetUsers: policy.targetUsers.map(({ userName }) => userName),
      // The schema of the file says which there are.
      verbs: policy.verbs.map(({ type }) => type) as never[],
    })),
    ...old.kubernetes.map((policy) => ({
      type: 'Kubernetes' as const,
      ...common(policy),
      clusters: references(policy)('targets', policy.clusters),
      environments: references(policy)('environments', policy.environments),
      clusterUsers: policy.clusterUsers.map(({ name }) => name),
      clusterGroups: policy.clusterGroups.map(({ name }) => name),
    })),
    ...old.proxy.map((policy) => ({
      type: 'Proxy' as const,
      ...common(policy),
      targets: references(policy)('targets', policy.targets),
      environments: references(policy)('environments', policy.environments),
      targetUsers: policy.targetUsers.map(({ userName }) => userName),
    })),
    ...old.justInTime.map((policy) => ({
      type: 'JustInTime' as const,
      ...common(policy),
      childPolicies: references(policy)('policies', policy.childPolicies),
      automaticallyApproved: policy.automaticallyApproved,
      duration: policy.duration,
    })),
    ...old.sessionRecording.map((policy) => ({
      type: 'SessionRecording' as const,
      ...common(policy),
      recordInput: policy.recordInput ?? false,
    })),
    ...old.organizationControls.map((policy) => ({
      type: 'OrganizationControls' as const,
      ...common(policy),
      mfaEnabled: policy.mfaEnabled ?? false,
      mfaDuration: policy.mfaDuration ?? null,
    })),
  ];
}

const singular: Record<keyof ThingNames, string> = {
  users: 'the user',
  environments: 'the environment',
  targets: 'the target',
  policies: 'the policy',
};

function writeSubjects(
  old: OldOrganization,
  policy: OldPolicy,
  lookUp: (noun: 'users', list: readonly { id: string }[]) => string[],
  losses: string[],
): string[] {
  const people = policy.subjects.filter(({ type }) => type === 'User');
  for (const { id, type } of policy.subjects) {
    if (type === 'User') continue;
    const name =
      old.apiKeys.find((each) => each.id === id)?.name ??
      old.serviceAccounts.find((each) => each.id === id)?.email ??
      id;
    losses.push(`Policy "${policy.name}": without the ${type} "${name}", which gets another id here`);
  }
  return lookUp('users', people);
}
