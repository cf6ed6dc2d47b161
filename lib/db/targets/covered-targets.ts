import { type Contact, statusWith } from '@/lib/core/target/contact';
import type { TargetStatus, TargetType, Verb } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import type { Webhooks } from './dynamic-access';
import { contactColumns } from './server-contact';
import type { ReachableTarget } from './targets';

/** A target with the target users, groups and actions that all live policies list for it. */
export type CoveredTarget = ReachableTarget &
  Contact & {
    status: TargetStatus;
    targetUsers: string[];
    targetGroups: string[];
    verbs: Verb[];
    /** of its provisioning server, for those who see all targets; otherwise null */
    webhooks: Webhooks | null;
  };

/** Targets of some types, or only `id`, sorted by name, without archived ones. */
export async function findCoveredTargets(about: {
  organizationId: string;
  types: readonly TargetType[];
  id?: string | undefined;
}): Promise<CoveredTarget[]> {
  const { rows } = await database().pool.query<CoveredTarget>(
    `SELECT t."id", t."name", t."type"::text AS "type", t."os", t."database_type" AS "databaseType",
      t."environment_id" AS "environmentId", e."name" AS "environment", t."status"::text AS "status",
      ${contactColumns.lastContactAt} AS "lastContactAt", ${contactColumns.silentSeconds} AS "silentSeconds",
      t."host", t."port", t."server_identity" AS "serverIdentity", t."source_addresses" AS "sourceAddresses",
      t."tunnel_way"::text AS "tunnelWay", t."jump_target_id" AS "jumpTargetId", t."rdp_port" AS "rdpPort",
      t."sql_server_port" AS "sqlServerPort", t."proxy_target_id" AS "proxyTargetId",
      (SELECT p."name" FROM "target" p WHERE p."id" = t."proxy_target_id") AS "proxyTargetName",
      t."proxy_environment_id" AS "proxyEnvironmentId", t."local_host" AS "localHost", t."local_port" AS "localPort",
      t."authentication_type" AS "authenticationType", t."authentication_label" AS "authenticationLabel",
      t."cloud_service_provider" AS "cloudServiceProvider",
      CASE WHEN d."target_id" IS NOT NULL THEN jsonb_build_object('startWebhook', d."start_webhook",
        'stopWebhook', d."stop_webhook", 'healthWebhook', d."health_webhook") END AS "webhooks",
      coalesce(array_agg(DISTINCT listed.target_user) FILTER (WHERE listed.target_user IS NOT NULL), '{}') AS "targetUsers",
      coalesce(array_agg(DISTINCT listed.target_group) FILTER (WHERE listed.target_group IS NOT NULL), '{}') AS "targetGroups",
      coalesce(array_agg(DISTINCT listed.verb) FILTER (WHERE listed.verb IS NOT NULL), '{}') AS "verbs"
    FROM "target" t JOIN "environment" e ON e."id" = t."environment_id"
    LEFT JOIN "dynamic_access" d ON d."target_id" = t."id"
    LEFT JOIN LATERAL (
      SELECT u.target_user, g.target_group, v.verb FROM "policy" p
      LEFT JOIN LATERAL unnest(p."target_users") AS u(target_user) ON true
      LEFT JOIN LATERAL unnest(p."target_groups") AS g(target_group) ON true
      LEFT JOIN LATERAL unnest(p."verbs") AS v(verb) ON true
      WHERE p."organization_id" = t."organization_id" AND p."deleted_at" IS NULL
        AND (p."time_expires" IS NULL OR p."time_expires" > now())
        AND p."type" = CASE t."type"
          WHEN 'Bzero' THEN 'TargetConnect'::"PolicyType" WHEN 'DynamicAccessConfig' THEN 'TargetConnect'
          WHEN 'Cluster' THEN 'Kubernetes' ELSE 'Proxy' END
        AND p."id" IN (
          SELECT "policy_id" FROM "policy_target" WHERE "target_id" = t."id"
          UNION SELECT "policy_id" FROM "policy_environment" WHERE "environment_id" = t."environment_id")
    ) listed ON true
    WHERE t."organization_id" = $1 AND t."status" <> 'Terminated' AND t."type"::text = ANY ($2::text[])
      AND ($3::uuid IS NULL OR t."id" = $3)
    GROUP BY t."id", e."name", d."target_id" ORDER BY t."name", e."name", t."id"`,
    [about.organizationId, about.types, about.id ?? null],
  );
  return rows.map((row) => ({ ...row, status: statusWith(row, row.status) }));
}
