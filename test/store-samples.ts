import { database } from '@/lib/db/client';
import { sampleTime } from './organization-samples';
import type { OrganizationSample } from './reference-evaluator';

/** A sample with the ids and times of its stored rows. */
export type StoredSample = OrganizationSample & { organizationId: string };

/**
 * Stores random samples, each as a new organization that is connected to Slack. Times are shifted to now. The order
 * of ids, which settles ties, is kept.
 */
export async function storeSamples(samples: readonly OrganizationSample[]): Promise<StoredSample[]> {
  const shift = Date.now() - sampleTime.getTime();
  const stored = samples.map((sample, index) => renamed(sample, index + 1, shift));
  const { prisma } = database();
  await prisma.organization.createMany({
    data: stored.map(({ organizationId: id }) => ({ id, name: id, ssoIssuer: `https://${id}.test` })),
  });
  await prisma.user.createMany({
    data: rows(stored, ({ people, organizationId }) =>
      people.map(({ id }) => ({ id, organizationId, email: `${id}@acme.test`, name: id })),
    ),
  });
  await prisma.slackInstallation.createMany({ data: stored.map(installation) });
  await storeTargets(stored);
  await storeGroups(stored);
  await storePolicies(stored);
  return stored;
}

async function storeTargets(stored: readonly StoredSample[]): Promise<void> {
  const { prisma } = database();
  await prisma.environment.createMany({
    data: rows(stored, ({ targets, policies, organizationId }) => {
      const named = policies.flatMap(({ children }) =>
        children.flatMap(({ environmentIds }) => environmentIds),
      );
      const ids = new Set([...targets.map(({ environmentId }) => environmentId), ...named]);
      return [...ids].map((id) => ({ id, organizationId, name: id }));
    }),
  });
  await prisma.target.createMany({
    data: rows(stored, ({ targets, organizationId }) =>
      targets.map(({ archived, tunnelWay = null, ...target }) => ({
        ...target,
        tunnelWay,
        host: tunnelWay && `${target.id}.test`,
        organizationId,
        status: archived ? ('Terminated' as const) : ('Offline' as const),
      })),
    ),
  });
}

async function storeGroups(stored: readonly StoredSample[]): Promise<void> {
  const { prisma } = database();
  await prisma.group.createMany({
    data: rows(stored, ({ people, policies, organizationId }) => {
      const ids = new Set([...people, ...policies].flatMap(({ groupIds }) => groupIds));
      return [...ids].map((id) => ({ id, organizationId, name: id }));
    }),
  });
  await prisma.groupMember.createMany({
    data: rows(stored, ({ people, organizationId }) =>
      people.flatMap(({ id: userId, groupIds }) =>
        groupIds.map((groupId) => ({ userId, groupId, organizationId })),
      ),
    ),
  });
}

async function storePolicies(stored: readonly StoredSample[]): Promise<void> {
  const { prisma } = database();
  const policies = rows(stored, (sample) =>
    sample.policies.map((policy) => ({ ...policy, organizationId: sample.organizationId })),
  );
  const children = policies.flatMap((policy) =>
    policy.children.map((child) => ({ ...child, organizationId: policy.organizationId })),
  );
  const once = [...new Map(children.map((child) => [child.id, child])).values()];
  await prisma.policy.createMany({
    data: policies.map(
      ({ id, organizationId, name, createdAt, timeExpires, automaticallyApproved, duration }) => ({
        ...{ id, organizationId, name, createdAt, timeExpires, automaticallyApproved, duration },
        type: 'JustInTime' as const,
      }),
    ),
  });
  await prisma.policy.createMany({
    data: once.map(({ id, organizationId, name, type, timeExpires, targetUsers, targetGroups, verbs }) => ({
      ...{ id, organizationId, name, type, timeExpires },
      ...{ targetUsers: [...targetUsers], targetGroups: [...targetGroups], verbs: [...verbs] },
    })),
  });
  await prisma.policySubject.createMany({
    data: policies.flatMap((policy) => policy.subjectIds.map((userId) => ({ policyId: policy.id, userId }))),
  });
  await prisma.policyGroup.createMany({
    data: policies.flatMap(({ id: policyId, organizationId, groupIds }) =>
      groupIds.map((groupId) => ({ policyId, organizationId, groupId })),
    ),
  });
  await prisma.policyChild.createMany({
    data: policies.flatMap((policy) =>
      policy.children.map(({ id }) => ({ policyId: policy.id, childId: id })),
    ),
  });
  await prisma.policyTarget.createMany({
    data: once.flatMap((child) => child.targetIds.map((targetId) => ({ policyId: child.id, targetId }))),
  });
  await prisma.policyEnvironment.createMany({
    data: once.flatMap((child) =>
      child.environmentIds.map((environmentId) => ({ policyId: child.id, environmentId })),
    ),
  });
}

function rows<T>(stored: readonly StoredSample[], of: (sample: StoredSample) => T[]): T[] {
  return stored.flatMap(of);
}

function installation({ organizationId, people }: StoredSample) {
  return {
    id: organizationId,
    organizationId,
    teamId: organizationId,
    teamName: 'Acme',
    appId: 'A1',
    botUserId: 'UBOT',
    installerSlackId: 'U1',
    installedById: people[0]?.id ?? '',
    tokenSealed: new Uint8Array([1]),
    tokenKeyId: 'test',
  };
}

// Ids become UUIDs that are unique to the sample, in the same order. Group ids can be any text and stay.
function renamed(sample: OrganizationSample, number: number, shift: number): StoredSample {
  const kinds = ['organization', 'person', 'environment', 'target', 'child', 'policy'];
  const id = (name: string) => {
    const [kind = '', count = '0'] = name.split('-');
    const middle = String(kinds.indexOf(kind)).padStart(4, '0');
    return `${String(number).padStart(8, '0')}-${middle}-4000-8000-${count.padStart(12, '0')}`;
  };
  const time = (at: Date | null) => at && new Date(at.getTime() + shift);
  return {
    organizationId: id('organization-0'),
    people: sample.people.map((person) => ({ ...person, id: id(person.id) })),
    targets: sample.targets.map((target) => ({
      ...target,
      id: id(target.id),
      environmentId: id(target.environmentId),
    })),
    policies: sample.policies.map((policy) => ({
      ...policy,
      id: id(policy.id),
      createdAt: new Date(policy.createdAt.getTime() + shift),
      timeExpires: time(policy.timeExpires),
      subjectIds: policy.subjectIds.map(id),
      children: policy.children.map((child) => ({
        ...child,
        id: id(child.id),
        timeExpires: time(child.timeExpires),
        targetIds: child.targetIds.map(id),
        environmentIds: child.environmentIds.map(id),
      })),
    })),
  };
}
