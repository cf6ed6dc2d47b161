import type { Prisma } from '@/generated/prisma/client';
import type { ChildPolicy, JitPolicy } from '@/lib/core/policy/policy';
import type { ChildPolicyType, Verb } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';

/** Somebody, by what policies name them by. */
type Who = { userId: string; groupIds: readonly string[] };
/** A target, by what policies name it by. */
type Where = { id: string; environmentId: string };

/**
 * The just-in-time policies that have a person among their subjects or groups and a child that names the
 * target or its environment: all that `decide()` needs. Deleted policies are none; ends are left to it.
 */
export async function findJitPoliciesFor(
  tx: Tx,
  about: { organizationId: string; target: Where } & Who,
): Promise<JitPolicy[]> {
  const reaches = naming(about.target);
  const where = { ...isFor(about), children: { some: { child: reaches } } };
  return findPolicies(tx, about.organizationId, where, reaches);
}

/** The just-in-time policies that have a person among their subjects or groups, whole. */
export async function findJitPoliciesOf(organizationId: string, who: Who): Promise<JitPolicy[]> {
  return findPolicies(database().prisma, organizationId, isFor(who), { deletedAt: null });
}

/** The just-in-time policies with a child that names a target or its environment; those children only. */
export async function findJitPoliciesReaching(organizationId: string, target: Where): Promise<JitPolicy[]> {
  const reaches = naming(target);
  return findPolicies(database().prisma, organizationId, { children: { some: { child: reaches } } }, reaches);
}

/** All living just-in-time policies of an organization, whole. */
export async function findAllJitPolicies(organizationId: string): Promise<JitPolicy[]> {
  return findPolicies(database().prisma, organizationId, {}, { deletedAt: null });
}

/** Living policies that cover targets, of those ids. */
export async function findChildPolicies(
  organizationId: string,
  ids: readonly string[],
): Promise<ChildPolicy[]> {
  const rows = await database().prisma.policy.findMany({
    where: { organizationId, deletedAt: null, type: { not: 'JustInTime' }, id: { in: [...ids] } },
    include: { targets: true, environments: true },
  });
  return rows.map(childPolicy);
}

function naming(target: Where): Prisma.PolicyWhereInput {
  return {
    deletedAt: null,
    OR: [
      { targets: { some: { targetId: target.id } } },
      { environments: { some: { environmentId: target.environmentId } } },
    ],
  };
}

function isFor({ userId, groupIds }: Who): Prisma.PolicyWhereInput {
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
