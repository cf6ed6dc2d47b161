import type { Prisma } from '@/generated/prisma/client';
import { type ChildPolicy, childPolicyTypes, type JitPolicy } from '@/lib/core/policy/policy';
import type { ChildPolicyType, Verb } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';

type Subject = { userId: string; groupIds: readonly string[] };
type Place = { id: string; environmentId: string };

/**
 * The just-in-time policies that list a person or one of their groups, and have a child that lists the target or its
 * environment: all that `decide()` needs. Without deleted policies; `decide()` checks the expiry dates.
 */
export async function findJitPoliciesFor(
  tx: Tx,
  about: { organizationId: string; target: Place } & Subject,
): Promise<JitPolicy[]> {
  const reaches = listing(about.target);
  const where = { ...isFor(about), children: { some: { child: reaches } } };
  return findPolicies(tx, about.organizationId, where, reaches);
}

/** The just-in-time policies that list a person or one of their groups, with all children. */
export async function findJitPoliciesOf(organizationId: string, subject: Subject): Promise<JitPolicy[]> {
  return findPolicies(database().prisma, organizationId, isFor(subject), { deletedAt: null });
}

/** The just-in-time policies with a child that lists a target or its environment, with only those children. */
export async function findJitPoliciesReaching(organizationId: string, target: Place): Promise<JitPolicy[]> {
  const reaches = listing(target);
  return findPolicies(database().prisma, organizationId, { children: { some: { child: reaches } } }, reaches);
}

/** All just-in-time policies of an organization that are not deleted, with all children. */
export async function findAllJitPolicies(organizationId: string): Promise<JitPolicy[]> {
  return findPolicies(database().prisma, organizationId, {}, { deletedAt: null });
}

/** The policies with these ids that cover targets and are not deleted. */
export async function findChildPolicies(
  organizationId: string,
  ids: readonly string[],
): Promise<ChildPolicy[]> {
  const rows = await database().prisma.policy.findMany({
    where: { organizationId, deletedAt: null, type: { in: childPolicyTypes }, id: { in: [...ids] } },
    include: { targets: true, environments: true },
  });
  return rows.map(childPolicy);
}

function listing(target: Place): Prisma.PolicyWhereInput {
  return {
    deletedAt: null,
    OR: [
      { targets: { some: { targetId: target.id } } },
      { environments: { some: { environmentId: target.environmentId } } },
    ],
  };
}

function isFor({ userId, groupIds }: Subject): Prisma.PolicyWhereInput {
  return {
    OR: [{ subjects: { some: { userId } } }, { groups: { some: { groupId: { in: [...groupIds] } } } }],
  };
}

async function findPolicies(
  tx: Tx,
  organizationId: string,
  where: Prisma.PolicyWhereInput,
  child: Prisma.PolicyWhereInput,
): Promise<JitPolicy[]> {
  const rows = await tx.policy.findMany({
    where: { ...where, organizationId, type: 'JustInTime', deletedAt: null },
    include: {
      subjects: true,
      groups: true,
      children: {
        where: { child },
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
