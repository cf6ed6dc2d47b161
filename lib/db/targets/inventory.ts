import { Prisma } from '@/generated/prisma/client';
import type { InventorySort } from '@/lib/core/sort';
import { type Contact, isOffline } from '@/lib/core/target/contact';
import type { SetupState, SetupStatus } from '@/lib/core/target/setup-status';
import type { TargetStatus, TargetSummary, TargetType } from '@/lib/core/target/target';
import type { TunnelFields } from '@/lib/core/target/tunnel';
import { database, type Tx } from '@/lib/db/client';
import { searchPattern } from '@/lib/db/search-pattern';
import { contactColumns } from './server-contact';

export type InventoryTarget = TargetSummary &
  SetupState &
  TunnelFields & {
    environmentId: string;
    host: string | null;
    port: number | null;
    proxyTargetId: string | null;
    /** the server that zli goes through to a database or web app */
    behind: { id: string; name: string } | null;
    serverIdentity: string | null;
    sourceAddresses: string[];
    /** since when a database or cluster has to be set up again; null if it has not */
    setupOutdatedAt: Date | null;
    /** of a dynamic server with a provisioning server: what its health webhook answered last; otherwise null */
    provisioner: TargetStatus | null;
    archived: boolean;
    /** the last contact of a server that is silent; null of any other target */
    offlineSince: Date | null;
    /** why the clean-up of its environment can't archive it; null if it did not try */
    keptReason: string | null;
    createdAt: Date;
    /** how many policies of its type cover it, directly or by environment, without deleted ones */
    policyCount: number;
  };

export type InventoryFilter = {
  organizationId: string;
  id?: string | undefined;
  /** part of the name or the host */
  query?: string | undefined;
  type?: TargetType | undefined;
  environment?: string | undefined;
  archived?: boolean | undefined;
  setupStatus?: SetupStatus | undefined;
  /** by name without one */
  sort?: InventorySort | undefined;
  take: number;
  skip: number;
};

// Whether a provisioning server starts a machine for each session on the target, which then has nothing to set up.
const startsMachines = Prisma.sql`EXISTS (SELECT 1 FROM "dynamic_access" d WHERE d."target_id" = t."id")`;

// The status of SetupState. A replaced authority counts more than any result from before.
const setupStatus = Prisma.sql`CASE
  WHEN t."type" = 'Web' OR ${startsMachines} THEN NULL
  WHEN t."setup_outdated_at" IS NOT NULL THEN 'Outdated'
  ELSE coalesce(t."setup_result"::text, 'NotSetUp') END`;

const lastContactAt = Prisma.raw(contactColumns.lastContactAt);
const silentSeconds = Prisma.raw(contactColumns.silentSeconds);

/** A page of targets, archived ones included, in the order of the filter, and its total. */
export async function findInventory(
  filter: InventoryFilter,
): Promise<{ targets: InventoryTarget[]; total: number }> {
  const { prisma } = database();
  const from = Prisma.sql`
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id" WHERE ${whereOf(filter)}`;
  const [targets, counted] = await Promise.all([
    prisma.$queryRaw<InventoryRow[]>`
      SELECT t."id", t."name", t."type"::text AS "type", t."os", t."database_type" AS "databaseType",
        t."environment_id" AS "environmentId", e."name" AS "environment", t."host", t."port",
        t."proxy_target_id" AS "proxyTargetId",
        (SELECT json_build_object('id', s."id", 'name', s."name") FROM "target" s
          WHERE s."id" = t."proxy_target_id" AND s."type" = 'Bzero') AS "behind",
        t."server_identity" AS "serverIdentity", t."source_addresses" AS "sourceAddresses",
        t."setup_outdated_at" AS "setupOutdatedAt", ${setupStatus} AS "setupStatus",
        coalesce(t."setup_outdated_at", t."setup_checked_at") AS "setupStatusAt",
        CASE WHEN t."setup_outdated_at" IS NULL THEN t."setup_finding" END AS "setupFinding",
        CASE WHEN ${startsMachines} THEN t."status"::text END AS "provisioner",
        t."tunnel_way"::text AS "tunnelWay",
        t."jump_target_id" AS "jumpTargetId", t."rdp_port" AS "rdpPort", t."sql_server_port" AS "sqlServerPort",
        t."status" = 'Terminated' AS "archived", ${lastContactAt} AS "lastContactAt",
        ${silentSeconds} AS "silentSeconds",
        (SELECT c."kept_reason" FROM "server_contact" c WHERE c."target_id" = t."id") AS "keptReason", t."created_at" AS "createdAt",
        (SELECT count(*)::int FROM "policy" p WHERE p."organization_id" = t."organization_id"
          AND p."deleted_at" IS NULL AND p."id" IN (
            SELECT "policy_id" FROM "policy_target" WHERE "target_id" = t."id"
            UNION SELECT "policy_id" FROM "policy_environment" WHERE "environment_id" = t."environment_id")
          AND p."type"::text = CASE
            WHEN t."type" IN ('Bzero', 'DynamicAccessConfig') THEN 'TargetConnect'
            WHEN t."type" = 'Cluster' THEN 'Kubernetes' ELSE 'Proxy' END)
          AS "policyCount"
      ${from} ORDER BY ${orderOf(filter.sort)} t."name", t."id" LIMIT ${filter.take} OFFSET ${filter.skip}`,
    prisma.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS "total" ${from}`,
  ]);
  return { targets: targets.map(withOffline), total: counted[0]?.total ?? 0 };
}

type InventoryRow = Omit<InventoryTarget, 'offlineSince'> & Contact;

function withOffline({ lastContactAt, silentSeconds, ...target }: InventoryRow): InventoryTarget {
  return { ...target, offlineSince: isOffline({ silentSeconds }) ? lastContactAt : null };
}

// What needs work first: a failing target matters more than one that nobody has set up.
const statusOrder = Prisma.sql`array_position(
  ARRAY['Failing', 'Outdated', 'Incomplete', 'NotSetUp', 'Confirmed', 'Verified'], ${setupStatus})`;

const columnOrders: Record<InventorySort['by'], Prisma.Sql> = {
  name: Prisma.sql`t."name"`,
  type: Prisma.sql`t."type"::text`,
  environment: Prisma.sql`e."name"`,
  host: Prisma.sql`t."host"`,
  status: statusOrder,
  policies: Prisma.sql`"policyCount"`,
};

function orderOf(sort: InventorySort | undefined): Prisma.Sql {
  if (!sort) return Prisma.empty;
  return Prisma.sql`${columnOrders[sort.by]} ${sort.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`} NULLS LAST,`;
}

function whereOf({
  organizationId,
  id,
  query,
  type,
  environment,
  archived,
  ...filter
}: InventoryFilter): Prisma.Sql {
  const pattern = searchPattern(query ?? '');
  const conditions = [
    Prisma.sql`t."organization_id" = ${organizationId}::uuid`,
    id && Prisma.sql`t."id" = ${id}::uuid`,
    query && Prisma.sql`(t."name" ILIKE ${pattern} OR t."host" ILIKE ${pattern})`,
    type && Prisma.sql`t."type"::text = ${type}`,
    environment && Prisma.sql`e."name" = ${environment}`,
    filter.setupStatus && Prisma.sql`${setupStatus} = ${filter.setupStatus}`,
    archived !== undefined && Prisma.sql`(t."status" = 'Terminated') = ${archived}`,
  ];
  return Prisma.join(
    conditions.filter((one) => typeof one === 'object'),
    ' AND ',
  );
}

export type EnvironmentRow = {
  id: string;
  name: string;
  description: string;
  createdAt: Date;
  retiredAt: Date | null;
  /** the oldest one in use: new targets without another environment are put there */
  isDefault: boolean;
  /** servers that are offline for longer are archived; 0 is never */
  offlineCleanupTimeoutHours: number;
  /** targets that are not archived, and policies that are not deleted */
  targetCount: number;
  policyCount: number;
};

/** All environments, sorted by name, archived ones last, or only `id`. */
export async function findEnvironmentRows(
  organizationId: string,
  id?: string,
  tx: Tx = database().prisma,
): Promise<EnvironmentRow[]> {
  return tx.$queryRaw`
    SELECT e."id", e."name", e."description", e."created_at" AS "createdAt", e."retired_at" AS "retiredAt",
      e."offline_cleanup_timeout_hours" AS "offlineCleanupTimeoutHours",
      e."id" IS NOT DISTINCT FROM (SELECT o."id" FROM "environment" o
        WHERE o."organization_id" = e."organization_id" AND o."retired_at" IS NULL
        ORDER BY o."created_at", o."id" LIMIT 1) AS "isDefault",
      (SELECT count(*)::int FROM "target" t WHERE t."environment_id" = e."id" AND t."status" <> 'Terminated')
        AS "targetCount",
      (SELECT count(*)::int FROM "policy_environment" pe JOIN "policy" p
        ON p."id" = pe."policy_id" AND p."deleted_at" IS NULL WHERE pe."environment_id" = e."id") AS "policyCount"
    FROM "environment" e
    WHERE e."organization_id" = ${organizationId}::uuid ${id ? Prisma.sql`AND e."id" = ${id}::uuid` : Prisma.empty}
    ORDER BY e."retired_at" IS NOT NULL, e."name"`;
}
