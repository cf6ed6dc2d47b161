import type { PolicyDocument, PolicyType } from '@/lib/core/policy/policy';
import type { TargetType } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';

/**
 * What exists of the things that a policy refers to. Anything missing is unknown, deleted or of another organization.
 */
export type PolicyReferences = {
  subjectIds: Set<string>;
  groupIds: Set<string>;
  environmentIds: Set<string>;
  targets: Map<string, TargetType>;
  children: Map<string, { name: string; type: PolicyType; hasStandingSubjects: boolean }>;
};

/** The ids of those subjects that the organization has, disabled ones included. */
export async function findSubjectIds(
  organizationId: string,
  ids: readonly string[],
  tx: Tx = database().prisma,
): Promise<Set<string>> {
  const rows = await tx.user.findMany({
    where: { organizationId, id: { in: [...ids] } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Looks up everything that a policy refers to, within its organization. */
export async function findPolicyReferences(
  organizationId: string,
  document: PolicyDocument,
  tx: Tx = database().prisma,
): Promise<PolicyReferences> {
  const within = (list: string[]) => ({ organizationId, id: { in: list } });
  const groups = await tx.group.findMany({ where: within(document.groupIds), select: { id: true } });
  const environments = await tx.environment.findMany({
    where: within(document.environmentIds),
    select: { id: true },
  });
  const targets = await tx.target.findMany({
    where: { ...within(document.targetIds), status: { not: 'Terminated' } },
    select: { id: true, type: true },
  });
  const children = await tx.policy.findMany({
    where: { ...within(document.childIds), deletedAt: null },
    include: { _count: { select: { subjects: true, groups: true } } },
  });
  return {
    subjectIds: await findSubjectIds(organizationId, document.subjectIds, tx),
    groupIds: new Set(groups.map(({ id }) => id)),
    environmentIds: new Set(environments.map(({ id }) => id)),
    targets: new Map(targets.map(({ id, type }) => [id, type])),
    children: new Map(
      children.map(({ id, name, type, _count }) => [
        id,
        { name, type, hasStandingSubjects: _count.subjects + _count.groups > 0 },
      ]),
    ),
  };
}
