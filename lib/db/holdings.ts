import type { Role } from '@/lib/core/actor';
import type { PolicyType } from '@/lib/core/policy';
import type { TargetType, Verb } from '@/lib/core/target';
import type { Tx } from './client';
import type { PolicyDocument } from './policies';

export type HeldUser = { id: string; email: string; role: Role; disabledAt: Date | null };
export type HeldTarget = {
  id: string;
  environmentId: string;
  name: string;
  type: TargetType;
  os: string | null;
  host: string | null;
  port: number | null;
  databaseType: string | null;
  retired: boolean;
};
export type HeldPolicy = { id: string; version: number; document: PolicyDocument };

/** All that an organization has and a file may name, retired targets too: their names are still taken. */
export type Holdings = {
  users: HeldUser[];
  groups: { id: string; name: string }[];
  environments: { id: string; name: string }[];
  targets: HeldTarget[];
  policies: HeldPolicy[];
};

/** Reads an organization whole, in the transaction that will change it. */
export async function findHoldings(tx: Tx, organizationId: string): Promise<Holdings> {
  const where = { organizationId };
  const named = { id: true, name: true } as const;
  const users = await tx.user.findMany({
    where,
    select: { id: true, email: true, role: true, disabledAt: true },
  });
  const groups = await tx.group.findMany({ where, select: named });
  const environments = await tx.environment.findMany({ where, select: named });
  const targets = await tx.target.findMany({ where });
  return {
    users,
    groups,
    environments,
    targets: targets.map(({ status, ...target }) => ({ ...target, retired: status === 'Terminated' })),
    policies: await findHeldPolicies(tx, organizationId),
  };
}

async function findHeldPolicies(tx: Tx, organizationId: string): Promise<HeldPolicy[]> {
  const rows = await tx.policy.findMany({
    where: { organizationId, deletedAt: null },
    include: { subjects: true, groups: true, targets: true, environments: true, children: true },
  });
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    document: {
      type: row.type as PolicyType,
      name: row.name,
      description: row.description,
      timeExpires: row.timeExpires,
      subjectIds: row.subjects.map(({ userId }) => userId),
      groupIds: row.groups.map(({ groupId }) => groupId),
      targetIds: row.targets.map(({ targetId }) => targetId),
      environmentIds: row.environments.map(({ environmentId }) => environmentId),
      targetUsers: row.targetUsers,
      targetGroups: row.targetGroups,
      verbs: row.verbs as Verb[],
      childIds: row.children.map(({ childId }) => childId),
      automaticallyApproved: row.automaticallyApproved,
      duration: row.duration,
    },
  }));
}
