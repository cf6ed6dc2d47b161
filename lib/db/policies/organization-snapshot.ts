import type { Role } from '@/lib/core/actor';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { TargetType } from '@/lib/core/target/target';
import type { TunnelFields } from '@/lib/core/target/tunnel';
import type { VirtualFields } from '@/lib/core/target/virtual';
import type { Tx } from '@/lib/db/client';

export type SnapshotUser = { id: string; email: string; role: Role; disabledAt: Date | null };
export type SnapshotTarget = TunnelFields & {
  id: string;
  environmentId: string;
  name: string;
  type: TargetType;
  os: string | null;
  host: string | null;
  port: number | null;
  databaseType: string | null;
  archived: boolean;
};
/** A target with what BastionZero's clients write about it. */
export type SnapshotWholeTarget = SnapshotTarget & VirtualFields;
export type SnapshotGroup = { id: string; name: string; aliasOf: string | null };
export type SnapshotEnvironment = {
  id: string;
  name: string;
  description: string;
  offlineCleanupTimeoutHours: number;
};
export type SnapshotPolicy = { id: string; version: number; document: PolicyDocument };

/**
 * Everything in an organization that a file can refer to, archived targets included, which a file restores. Several with one
 * name come in an order: environments in use last, targets in use first, then the newest archived ones.
 */
export type OrganizationSnapshot = {
  users: SnapshotUser[];
  groups: SnapshotGroup[];
  environments: SnapshotEnvironment[];
  targets: SnapshotWholeTarget[];
  policies: SnapshotPolicy[];
};

/** What an organization has that does not exist yet. */
export const emptyOrganization: OrganizationSnapshot = {
  users: [],
  groups: [],
  environments: [],
  targets: [],
  policies: [],
};

/** Reads a whole organization, in the transaction that changes it. */
export async function loadOrganizationSnapshot(
  tx: Tx,
  organizationId: string,
): Promise<OrganizationSnapshot> {
  const where = { organizationId };
  const users = await tx.user.findMany({
    where: { ...where, kind: 'User' },
    select: { id: true, email: true, role: true, disabledAt: true },
  });
  const groups = await tx.group.findMany({ where, select: { id: true, name: true, aliasOf: true } });
  const environments = await tx.environment.findMany({
    where,
    select: { id: true, name: true, description: true, offlineCleanupTimeoutHours: true },
    orderBy: { retiredAt: { sort: 'asc', nulls: 'last' } },
  });
  const targets = await tx.target.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] });
  return {
    users,
    groups,
    environments,
    targets: targets
      .map(({ status, authenticationType, cloudServiceProvider, ...target }) => ({
        ...target,
        authenticationType: authenticationType as VirtualFields['authenticationType'],
        cloudServiceProvider: cloudServiceProvider as VirtualFields['cloudServiceProvider'],
        archived: status === 'Terminated',
      }))
      .sort((a, b) => Number(a.archived) - Number(b.archived)),
    policies: await findStoredPolicies(tx, organizationId),
  };
}

// One query: in a transaction, Prisma would load each list with its own query, concurrently on one connection.
async function findStoredPolicies(tx: Tx, organizationId: string): Promise<SnapshotPolicy[]> {
  const rows = await tx.$queryRaw<({ id: string; version: number } & PolicyDocument)[]>`
    SELECT p."id", p."version", p."type"::text AS "type", p."name", p."description",
      p."time_expires" AS "timeExpires",
      ARRAY(SELECT "user_id" FROM "policy_subject" WHERE "policy_id" = p."id") AS "subjectIds",
      ARRAY(SELECT "group_id" FROM "policy_group" WHERE "policy_id" = p."id") AS "groupIds",
      ARRAY(SELECT "target_id" FROM "policy_target" WHERE "policy_id" = p."id") AS "targetIds",
      ARRAY(SELECT "environment_id" FROM "policy_environment" WHERE "policy_id" = p."id") AS "environmentIds",
      p."target_users" AS "targetUsers", p."target_groups" AS "targetGroups", p."verbs",
      ARRAY(SELECT "child_id" FROM "policy_child" WHERE "policy_id" = p."id") AS "childIds",
      p."automatically_approved" AS "automaticallyApproved", p."duration",
      p."record_input" AS "recordInput", p."mfa_enabled" AS "mfaEnabled", p."mfa_duration" AS "mfaDuration"
    FROM "policy" p
    WHERE p."organization_id" = ${organizationId}::uuid AND p."deleted_at" IS NULL`;
  return rows.map(({ id, version, ...document }) => ({ id, version, document }));
}
