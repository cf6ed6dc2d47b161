import { randomUUID } from 'node:crypto';
import type { ChildPolicy, JitPolicy } from '@/lib/core/policy/policy';
import type { TargetType } from '@/lib/core/target/target';

/** An organization of a given size, as `decide()` and the reference evaluator read it. */
export type BenchOrganization = {
  organizationId: string;
  people: { id: string; groupIds: string[] }[];
  groupIds: string[];
  environments: { id: string; name: string }[];
  targets: { id: string; name: string; type: TargetType; environmentId: string }[];
  policies: JitPolicy[];
};

/** `policies` counts just-in-time policies and child policies together, half of each. */
export type OrganizationSize = { people: number; targets: number; policies: number };

/**
 * Creates an organization: each person is in two groups, an environment holds fifty targets, a child policy covers
 * one environment or ten targets by name, and a just-in-time policy has two child policies and two groups. The same
 * seed creates the same shape.
 */
export function makeBenchOrganization(size: OrganizationSize, seed: number): BenchOrganization {
  const pick = picker(seed);
  const groupIds = range(Math.max(10, size.policies / 5)).map((n) => `group-${n}`);
  const environments = range(size.targets / 50).map((n) => ({ id: randomUUID(), name: `environment-${n}` }));
  const targets = range(size.targets).map((n) => ({
    id: randomUUID(),
    name: `target-${String(n).padStart(6, '0')}`,
    type: 'Bzero' as const,
    environmentId: pick(environments).id,
  }));
  const children = range(size.policies / 2).map(
    (n): ChildPolicy => ({
      id: randomUUID(),
      name: `child-${n}`,
      type: 'TargetConnect',
      timeExpires: null,
      targetIds: n % 2 === 0 ? [] : unique(range(10).map(() => pick(targets).id)),
      environmentIds: n % 2 === 0 ? [pick(environments).id] : [],
      targetUsers: ['root', 'deploy'],
      targetGroups: [],
      verbs: ['Shell', 'FileTransfer'],
    }),
  );
  const policies = range(size.policies / 2).map(
    (n): JitPolicy => ({
      id: randomUUID(),
      name: `policy-${n}`,
      version: 1,
      createdAt: new Date(Date.UTC(2026, 0, 1) + n * 1000),
      timeExpires: null,
      subjectIds: [],
      groupIds: unique([pick(groupIds), pick(groupIds)]),
      automaticallyApproved: n % 4 === 0,
      duration: 15 + (n % 8) * 15,
      children: unique([pick(children), pick(children)]),
    }),
  );
  const people = range(size.people).map(() => ({
    id: randomUUID(),
    groupIds: unique([pick(groupIds), pick(groupIds)]),
  }));
  return { organizationId: randomUUID(), people, groupIds, environments, targets, policies };
}

function picker(seed: number) {
  let state = seed;
  return <T>(list: readonly T[]): T => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return list[Math.floor((state / 2_147_483_648) * list.length)] as T;
  };
}

function range(length: number): number[] {
  return Array.from({ length: Math.floor(length) }, (_, n) => n);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
