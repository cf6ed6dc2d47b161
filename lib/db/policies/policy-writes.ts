import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { Tx } from '@/lib/db/client';
import { databaseNow } from '@/lib/db/transaction';

export type NewPolicy = { id: string; organizationId: string; writtenBy: string; document: PolicyDocument };

/** Inserts policies as version 1. They can include each other. P2002 if a name is in use (R5). */
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
 * Writes a policy's next version if `version` is still the newest, otherwise returns false. P2002 if the new name is in
 * use.
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

/**
 * Marks a policy as deleted if `version` is still the newest, otherwise returns false. Its rows stay, because requests
 * refer to them.
 */
export async function deletePolicyRow(
  tx: Tx,
  { organizationId, id, version }: { organizationId: string; id: string; version: number },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "policy" SET "deleted_at" = now()
    WHERE "id" = ${id}::uuid AND "organization_id" = ${organizationId}::uuid AND "version" = ${version}
      AND "deleted_at" IS NULL`;
  return count === 1;
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
    recordInput,
    mfaEnabled,
    mfaDuration,
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
    recordInput,
    mfaEnabled,
    mfaDuration,
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
