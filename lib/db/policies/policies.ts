import type { Prisma } from '@/generated/prisma/client';
import type { SubjectRef } from '@/lib/core/actor';
import type { PolicyType } from '@/lib/core/policy/policy';
import type { ChildPolicyType, TargetType, Verb } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';
import { findSameGroups } from '@/lib/db/people/groups';
import { subjectColumns, toSubjectRef } from '@/lib/db/people/subject-label';

type Named = { id: string; name: string };

/** A policy with the names of what it refers to. */
export type PolicyRecord = {
  id: string;
  type: PolicyType;
  name: string;
  description: string;
  version: number;
  timeExpires: Date | null;
  createdAt: Date;
  updatedAt: Date;
  subjects: SubjectRef[];
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
  recordInput: boolean;
  mfaEnabled: boolean;
  mfaDuration: number | null;
};

const named = { select: { id: true, name: true } } as const;
const relations = {
  subjects: {
    include: { user: { select: subjectColumns } },
    orderBy: { user: { email: 'asc' } },
  },
  groups: { include: { group: named }, orderBy: { groupId: 'asc' } },
  targets: {
    include: { target: { include: { environment: named } } },
    orderBy: [{ target: { name: 'asc' } }, { targetId: 'asc' }],
  },
  environments: { include: { environment: named }, orderBy: { environment: { name: 'asc' } } },
  children: {
    where: { child: { deletedAt: null } },
    orderBy: { child: { name: 'asc' } },
    include: { child: { include: { _count: { select: { subjects: true, groups: true } } } } },
  },
} as const satisfies Prisma.PolicyInclude;

type Row = Prisma.PolicyGetPayload<{ include: typeof relations }>;

/** A policy; null if it is unknown or deleted. */
export async function findPolicy(
  organizationId: string,
  id: string,
  tx: Tx = database().prisma,
): Promise<PolicyRecord | null> {
  const row = await tx.policy.findFirst({
    where: { id, organizationId, deletedAt: null },
    include: relations,
  });
  return row && record(row);
}

/** A policy that exists, such as one written earlier in the same transaction. Throws if it does not. */
export async function getPolicyOrThrow(tx: Tx, organizationId: string, id: string): Promise<PolicyRecord> {
  const policy = await findPolicy(organizationId, id, tx);
  if (!policy) throw new Error(`policy ${id} does not exist`);
  return policy;
}

/**
 * The policies of a type that are not deleted, sorted by name: all, or those that list one of some people or groups, under any
 * of its ids.
 */
export async function findWholePolicies(
  organizationId: string,
  filter: {
    type: PolicyType;
    subjects?: readonly string[] | undefined;
    groups?: readonly string[] | undefined;
  },
): Promise<PolicyRecord[]> {
  const { type, subjects, groups } = filter;
  const groupIds = groups && (await findSameGroups(organizationId, groups));
  const who: Prisma.PolicyWhereInput[] = [
    ...(subjects ? [{ subjects: { some: { userId: { in: [...subjects] } } } }] : []),
    ...(groupIds ? [{ groups: { some: { groupId: { in: groupIds } } } }] : []),
  ];
  const rows = await database().prisma.policy.findMany({
    where: { organizationId, deletedAt: null, type, ...(who.length > 0 && { OR: who }) },
    include: relations,
    orderBy: { name: 'asc' },
  });
  return rows.map(record);
}

/** The ids of the policies that are not deleted and list a subject. */
export async function findPoliciesListing(tx: Tx, organizationId: string, userId: string): Promise<string[]> {
  const where = { organizationId, deletedAt: null, subjects: { some: { userId } } };
  const rows = await tx.policy.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  return rows.map(({ id }) => id);
}

/** The just-in-time policies that include a policy, by name. */
export function findParents(
  organizationId: string,
  childId: string,
  tx: Tx = database().prisma,
): Promise<{ id: string; name: string }[]> {
  return tx.policy.findMany({
    where: { organizationId, deletedAt: null, children: { some: { childId } } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
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
    subjects: row.subjects.map(({ user }) => toSubjectRef(user)),
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
    recordInput: row.recordInput,
    mfaEnabled: row.mfaEnabled,
    mfaDuration: row.mfaDuration,
  };
}
