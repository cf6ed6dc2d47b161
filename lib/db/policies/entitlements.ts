import type { Entitlement } from '@/lib/core/access/entitlement';
import { type Contact, statusWith } from '@/lib/core/target/contact';
import type { TargetStatus } from '@/lib/core/target/target';
import { database, type Tx } from '@/lib/db/client';
import { contactColumns } from '@/lib/db/targets/server-contact';
import type { ReachableTarget } from '@/lib/db/targets/targets';

/** A target with the entitlements of a person. */
export type EntitledTarget = ReachableTarget &
  Contact & {
    status: TargetStatus;
    entitlements: Entitlement[];
  };

export type Entitlements = {
  /** whether the organization has the person and they are not disabled */
  active: boolean;
  now: Date;
  targets: EntitledTarget[];
};

type Row = Omit<Entitlements, 'targets'> & {
  targets: (Omit<EntitledTarget, 'entitlements' | 'lastContactAt'> & {
    lastContactAt: string | null;
    entitlements: (Omit<Entitlement, 'ends'> & { ends: string | null })[];
  })[];
};

/**
 * The entitlements of a person, in one query, on the database's clock: standing access from policies that list them or
 * one of their groups, and live grants. Returns all targets with entitlements, sorted by name, or only `targetId`, also
 * without entitlements. A disabled person has no entitlements, and an archived target gives none.
 */
export async function findEntitlements(
  about: { organizationId: string; userId: string; targetId?: string },
  tx?: Tx,
): Promise<Entitlements> {
  const values = [about.organizationId, about.userId, about.targetId ?? null];
  const [row] = tx
    ? await tx.$queryRawUnsafe<Row[]>(statement, ...values)
    : (await database().checks.pool.query<Row>({ name: 'find-entitlements', text: statement, values })).rows;
  if (!row) throw new Error('the query of entitlements returned no row');
  const targets = row.targets.map((target) => {
    const contact = { lastContactAt: toDate(target.lastContactAt), silentSeconds: target.silentSeconds };
    const entitlements = target.entitlements.map((one) => ({ ...one, ends: toDate(one.ends) }));
    return { ...target, ...contact, status: statusWith(contact, target.status), entitlements };
  });
  return { ...row, targets: row.active ? targets : [] };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

const statement = `
WITH person AS (
  SELECT "id" FROM "user" WHERE "id" = $2::uuid AND "organization_id" = $1::uuid AND "disabled_at" IS NULL
), standing AS (
  SELECT p.* FROM "policy" p
  WHERE p."organization_id" = $1::uuid AND p."deleted_at" IS NULL AND p."type" IN ('TargetConnect', 'Kubernetes', 'Proxy')
    AND (p."time_expires" IS NULL OR p."time_expires" > now())
    AND p."id" IN (
      SELECT ps."policy_id" FROM "policy_subject" ps JOIN person ON person."id" = ps."user_id"
      UNION ALL
      SELECT pg."policy_id" FROM person JOIN "group_member" gm ON gm."user_id" = person."id"
      JOIN "policy_group" pg ON pg."organization_id" = gm."organization_id" AND pg."group_id" = gm."group_id")
), named AS (
  SELECT s."id" AS policy_id, pt."target_id" FROM standing s JOIN "policy_target" pt ON pt."policy_id" = s."id"
  UNION
  SELECT s."id", t."id" FROM standing s JOIN "policy_environment" pe ON pe."policy_id" = s."id"
  JOIN "target" t ON t."environment_id" = pe."environment_id"
), entitled AS (
  SELECT named."target_id", json_build_object(
    'kind', 'standing', 'policyId', s."id", 'policyName', s."name", 'requestId', NULL, 'ends', s."time_expires",
    'targetUsers', s."target_users", 'targetGroups', s."target_groups", 'verbs', s."verbs") AS entitlement
  FROM named JOIN standing s ON s."id" = named.policy_id
  JOIN "target" t ON t."id" = named."target_id" AND s."type" = CASE t."type"
    WHEN 'Bzero' THEN 'TargetConnect'::"PolicyType" WHEN 'DynamicAccessConfig' THEN 'TargetConnect'
    WHEN 'Cluster' THEN 'Kubernetes' ELSE 'Proxy' END
  UNION ALL
  SELECT g."target_id", json_build_object(
    'kind', 'grant', 'policyId', p."id", 'policyName', p."name", 'requestId', g."request_id", 'ends', g."expires_at",
    'targetUsers', CASE WHEN r."target_user" IS NULL THEN '{}' ELSE ARRAY[r."target_user"] END,
    'targetGroups', r."target_groups",
    'verbs', CASE WHEN r."verb" IS NULL THEN '{}' ELSE ARRAY[r."verb"] END)
  FROM "grant" g
  JOIN person ON person."id" = g."user_id"
  JOIN "access_request" r ON r."id" = g."request_id"
  JOIN "policy" p ON p."id" = r."policy_id"
  WHERE g."organization_id" = $1::uuid AND g."state" = 'Active' AND g."expires_at" > now()
)
SELECT now() AS "now", EXISTS (SELECT 1 FROM person) AS "active",
  coalesce((
    SELECT json_agg(json_build_object(
      'id', t."id", 'name', t."name", 'type', t."type", 'os', t."os", 'databaseType', t."database_type",
      'environmentId', t."environment_id", 'environment', e."name", 'status', t."status",
      'lastContactAt', ${contactColumns.lastContactAt}, 'silentSeconds', ${contactColumns.silentSeconds},
      'host', t."host", 'port', t."port", 'serverIdentity', t."server_identity",
      'sourceAddresses', t."source_addresses", 'tunnelWay', t."tunnel_way", 'jumpTargetId', t."jump_target_id",
      'rdpPort', t."rdp_port", 'sqlServerPort', t."sql_server_port",
      'proxyTargetId', t."proxy_target_id",
      'proxyTargetName', (SELECT p."name" FROM "target" p WHERE p."id" = t."proxy_target_id"),
      'proxyEnvironmentId', t."proxy_environment_id", 'localHost', t."local_host", 'localPort', t."local_port",
      'authenticationType', t."authentication_type", 'authenticationLabel', t."authentication_label",
      'cloudServiceProvider', t."cloud_service_provider",
      'entitlements', coalesce((SELECT json_agg(entitled.entitlement) FROM entitled WHERE entitled."target_id" = t."id"), '[]'))
      ORDER BY t."name", e."name", t."id")
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id"
    WHERE t."organization_id" = $1::uuid AND t."status" <> 'Terminated'
      AND CASE WHEN $3::uuid IS NULL THEN t."id" IN (SELECT "target_id" FROM entitled) ELSE t."id" = $3::uuid END
  ), '[]') AS "targets"`;
