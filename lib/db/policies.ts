import type { Prisma } from '@/generated/prisma/client';
import type { ChildPolicy, JitPolicy, PolicyType } from '@/lib/core/policy';
import type { ChildPolicyType, TargetType, Verb } from '@/lib/core/target';
import { database, type Tx } from './client';
import { databaseNow } from './transaction';

type Named = { id: string; name: string };

/** A policy whole, with the names of what it refers to: what lists and editors show. */
export type PolicyRecord = {
  id: string;
  type: PolicyType;
  name: string;
  description: string;
  version: number;
  timeExpires: Date | null;
  createdAt: Date;
  updatedAt: Date;
  subjects: (Named & { email: string })[];
  groups: Named[];
  targets: (Named & { type: TargetType; environment: string })[];
  environments: Named[];
  targetUsers: string[];
  targetGroups: string[];
  verbs: Verb[];
  children: (Named & { type: ChildPolicyType; hasStandingSubjects: boolean })[];
  automaticallyApproved: boolean;
  /** minutes; null unless JustInTime */
  duration: number | null;
};

/** What is stored of a policy: the same, referring by id. */
export type PolicyDocument = {
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
  duration: number | null;
};

const named = { select: { id: true, name: true } } as const;
const whole = {
  subjects: {
    include: { user: { select: { id: true, name: true, email: true } } },
    orderBy: { user: { email: 'asc' } },
  },
  groups: { include: { group: named }, orderBy: { groupId: 'asc' } },
  targets: { include: { target: { include: { environment: named } } } },
  environments: { include: { environment: named } },
  children: {
    where: { child: { deletedAt: null } },
    include: { child: { include: { _count: { select: { subjects: true, groups: true } } } } },
  },
} as const satisfies Prisma.PolicyInclude;

type Row = Prisma.PolicyGetPayload<{ include: typeof whole }>;

/** The living policies of an organization, by name; of one type, or all. */
export async function findPolicies(organizationId: string, type?: PolicyType): Promise<PolicyRecord[]> {
  const rows = await database().prisma.policy.findMany({
    where: { organizationId, deletedAt: null, ...(type && { type }) },
    include: whole,
    orderBy: { name: 'asc' },
  });
  return rows.map(record);
}

/** One living policy; null when the organization has none of that id. */
export async function findPolicy(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<PolicyRecord | null> {
  const row = await tx.policy.findFirst({ where: { id, organizationId, deletedAt: null }, include: whole });
  return row && record(row);
}

export type NewPolicy = { id: string; organizationId: string; writtenBy: string; document: PolicyDocument };

/** Inserts a policy as version 1. P2002 when the name is taken (R5). */
export async function insertPolicy(tx: Tx, policy: NewPolicy): Promise<void> {
  await insertPolicies(tx, [policy]);
}

/** Inserts many at once, each as version 1; they may be each other's children. P2002 when a name is taken (R5). */
export async function insertPolicies(tx: Tx, policies: readonly NewPolicy[]): Promise<void> {
  await tx.policy.createMany({
    data: policies.map(({ id, organizationId, document }) => ({
      id,
      organizationId,
      type: document.type,
      ...columns(document),
    })),
  });
  await writeLists(tx, policies);
  await writeVersions(tx, 1, policies);
}

/**
 * Writes a policy's next version, if `version` is still the newest; false when somebody changed it in
 * between. P2002 when the new name is taken.
 */
export async function updatePolicyRow(tx: Tx, policy: NewPolicy & { version: number }): Promise<boolean> {
  const { id, organizationId, version, document } = policy;
  const updatedAt = await databaseNow(tx);
  const { count } = await tx.policy.updateMany({
    where: { id, organizationId, version, deletedAt: null },
    data: { ...columns(document), version: version + 1, updatedAt },
  });
  if (count === 0) return false;
  await clearLists(tx, id);
  await writeLists(tx, [policy]);
  await writeVersions(tx, version + 1, [policy]);
  return true;
}

/** Marks a policy as deleted; its rows stay, since requests refer to them. False when it was gone already. */
export async function deletePolicyRow(tx: Tx, organizationId: string, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "policy" SET "deleted_at" = now()
    WHERE "id" = ${id}::uuid AND "organization_id" = ${organizationId}::uuid AND "deleted_at" IS NULL`;
  return count === 1;
}

/** The names of the living just-in-time policies that have a policy as their child. */
export async function findParentNames(tx: Tx, childId: string): Promise<string[]> {
  const rows = await tx.policy.findMany({
    where: { deletedAt: null, children: { some: { childId } } },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return rows.map(({ name }) => name);
}

/**
 * The just-in-time policies that have a person among their subjects or groups and a child that names the
 * target or its environment: all that `decide()` needs. Deleted policies are none; ends are left to it.
 */
export async function findJitPoliciesFor(
  tx: Tx,
  about: {
    organizationId: string;
    userId: string;
    groupIds: readonly string[];
    target: { id: string; environmentId: string };
  },
): Promise<JitPolicy[]> {
  const { organizationId, userId, groupIds, target } = about;
  const reaches: Prisma.PolicyWhereInput = {
    deletedAt: null,
    OR: [
      { targets: { some: { targetId: target.id } } },
      { environments: { some: { environmentId: target.environmentId } } },
    ],
  };
  const rows = await tx.policy.findMany({
    where: {
      organizationId,
      type: 'JustInTime',
      deletedAt: null,
      OR: [{ subjects: { some: { userId } } }, { groups: { some: { groupId: { in: [...groupIds] } } } }],
      children: { some: { child: reaches } },
    },
    include: {
      subjects: true,
      groups: true,
      children: {
        where: { child: reaches },
        include: { child: { include: { targets: true, environments: true } } },
      },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    version: row.version,
    createdAt: row.createdAt,
    timeExpires: row.timeExpires,
    subjectIds: row.subjects.map(({ userId }) => userId),
    groupIds: row.groups.map(({ groupId }) => groupId),
    automaticallyApproved: row.automaticallyApproved,
    duration: row.duration ?? 0,
    children: row.children.map(({ child }) => childPolicy(child)),
  }));
}

function childPolicy(
  child: Prisma.PolicyGetPayload<{ include: { targets: true; environments: true } }>,
): ChildPolicy {
  return {
    id: child.id,
    name: child.name,
    type: child.type as ChildPolicyType,
    timeExpires: child.timeExpires,
    targetIds: child.targets.map(({ targetId }) => targetId),
    environmentIds: child.environments.map(({ environmentId }) => environmentId),
    targetUsers: child.targetUsers,
    targetGroups: child.targetGroups,
    verbs: child.verbs as Verb[],
  };
}

function columns(document: PolicyDocument) {
  const {
    name,
    description,
    timeExpires,
    targetUsers,
    targetGroups,
    verbs,
    automaticallyApproved,
    duration,
  } = document;
  return {
    name,
    description,
    timeExpires,
    targetUsers,
    targetGroups,
    verbs,
    automaticallyApproved,
    duration,
  };
}

async function clearLists(tx: Tx, policyId: string): Promise<void> {
  const where = { policyId };
  await tx.policySubject.deleteMany({ where });
  await tx.policyGroup.deleteMany({ where });
  await tx.policyTarget.deleteMany({ where });
  await tx.policyEnvironment.deleteMany({ where });
  await tx.policyChild.deleteMany({ where });
}

async function writeLists(tx: Tx, policies: readonly NewPolicy[]): Promise<void> {
  await tx.policySubject.createMany({
    data: policies.flatMap(({ id: policyId, document }) =>
      document.subjectIds.map((userId) => ({ policyId, userId })),
    ),
  });
  await tx.policyGroup.createMany({
    data: policies.flatMap(({ id: policyId, organizationId, document }) =>
      document.groupIds.map((groupId) => ({ policyId, organizationId, groupId })),
    ),
  });
  await tx.policyTarget.createMany({
    data: policies.flatMap(({ id: policyId, document }) =>
      document.targetIds.map((targetId) => ({ policyId, targetId })),
    ),
  });
  await tx.policyEnvironment.createMany({
    data: policies.flatMap(({ id: policyId, document }) =>
      document.environmentIds.map((environmentId) => ({ policyId, environmentId })),
    ),
  });
  await tx.policyChild.createMany({
    data: policies.flatMap(({ id: policyId, document }) =>
      document.childIds.map((childId) => ({ policyId, childId })),
    ),
  });
}

async function writeVersions(tx: Tx, version: number, policies: readonly NewPolicy[]): Promise<void> {
  await tx.policyVersion.createMany({
    data: policies.map(({ id: policyId, writtenBy, document }) => ({
      policyId,
      version,
      writtenBy,
      document: { ...document, timeExpires: document.timeExpires?.toISOString() ?? null },
    })),
  });
}

function record(row: Row): PolicyRecord {
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    description: row.description,
    version: row.version,
    timeExpires: row.timeExpires,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    subjects: row.subjects.map(({ user }) => user),
    groups: row.groups.map(({ group }) => group),
    targets: row.targets.map(({ target }) => ({
      id: target.id,
      name: target.name,
      type: target.type,
      environment: target.environment.name,
    })),
    environments: row.environments.map(({ environment }) => environment),
    targetUsers: row.targetUsers,
    targetGroups: row.targetGroups,
    verbs: row.verbs as Verb[],
    children: row.children.map(({ child }) => ({
      id: child.id,
      name: child.name,
      type: child.type as ChildPolicyType,
      hasStandingSubjects: child._count.subjects + child._count.groups > 0,
    })),
    automaticallyApproved: row.automaticallyApproved,
    duration: row.duration,
  };
}
