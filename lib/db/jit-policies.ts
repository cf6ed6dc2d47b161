import type { Prisma } from '@/generated/prisma/client';
import type { ChildPolicy, JitPolicy } from '@/lib/core/policy';
import type { ChildPolicyType, Verb } from '@/lib/core/target';
import type { Tx } from './client';

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
