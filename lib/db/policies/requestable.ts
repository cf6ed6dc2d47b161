import type { RequestState } from '@/lib/core/access/request';
import type { TargetSummary } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { searchPattern } from '@/lib/db/search-pattern';

/** A target that a person can request, with the rule that takes precedence (R2) and their open request (R3). */
export type RequestableTarget = TargetSummary & {
  automatic: boolean;
  /** minutes */
  duration: number;
  open: { requestId: string; state: RequestState; expiresAt: Date | null } | null;
};

export type RequestablePage = {
  /** whether the organization has the person and they are not disabled */
  active: boolean;
  /** whether Slack is connected */
  integrated: boolean;
  targets: RequestableTarget[];
  total: number;
  now: Date;
};

/** One row as the database sends it. The targets are JSON, with times as text. */
type Row = Omit<RequestablePage, 'targets'> & {
  targets: (Omit<RequestableTarget, 'open'> & {
    open: { requestId: string; state: RequestState; expiresAt: string | null } | null;
  })[];
};

/**
 * The targets that a person can request, sorted by name, in one query: R1 and R2 like `decide()`, for all targets. Each of
 * `words` must occur in the name, the names of the type, or the environment. A request that has expired by the
 * database's clock is not open (R12). The same query returns whether the person can request at all, because every slash
 * command waits for it.
 */
export async function findRequestable(spec: {
  organizationId: string;
  userId: string;
  words: readonly string[];
  limit: number;
  offset: number;
}): Promise<RequestablePage> {
  // The database converts both sides to lower case: some locales fold differently than JavaScript.
  const patterns = spec.words.map(searchPattern);
  const { rows } = await database().pool.query<Row>({
    name: 'find-requestable',
    text: statement,
    values: [spec.organizationId, spec.userId, patterns, spec.limit, spec.offset],
  });
  const [page] = rows;
  if (!page) throw new Error('the query of targets returned no row');
  return { ...page, targets: page.targets.map(withTimes) };
}

function withTimes({ open, ...target }: Row['targets'][number]): RequestableTarget {
  if (open === null) return { ...target, open };
  return {
    ...target,
    open: { ...open, expiresAt: open.expiresAt === null ? null : new Date(open.expiresAt) },
  };
}

// The ORDER BY of `rank` repeats comparePrecedence() (R2), and the conditions repeat reaches() (R1), policiesFor() and
// usablePolicies(), so that one query covers all targets. list-requestable-samples.test.ts compares both on random organizations.
// There are few rules compared with targets, so the query finds and ranks the rules first, and each target keeps the lowest
// rank. The page is one JSON value, which is much cheaper to read than separate columns.
const statement = `
WITH old AS (
  SELECT coalesce((SELECT o."review_old_groups" AND (u."last_login_at" IS NULL OR u."last_login_at" < now() - interval '24 hours')
    FROM "user" u JOIN "organization" o ON o."id" = u."organization_id" WHERE u."id" = $2::uuid), false) AS asks
), jit AS (
  SELECT p."id", p."duration", p."created_at", p."automatically_approved" AND (NOT old.asks OR EXISTS (
      SELECT 1 FROM "policy_subject" own WHERE own."policy_id" = p."id" AND own."user_id" = $2::uuid)) AS automatic
  FROM "policy" p CROSS JOIN old
  WHERE p."type" = 'JustInTime' AND p."deleted_at" IS NULL AND p."organization_id" = $1::uuid
    AND (p."time_expires" IS NULL OR p."time_expires" > now())
    AND p."id" IN (
      SELECT ps."policy_id" FROM "policy_subject" ps WHERE ps."user_id" = $2::uuid
      UNION ALL
      SELECT pg."policy_id" FROM "group_member" gm
      JOIN "policy_group" pg ON pg."organization_id" = gm."organization_id" AND pg."group_id" = gm."group_id"
      WHERE gm."user_id" = $2::uuid)
), rule AS MATERIALIZED (
  SELECT c."id" AS child_id, c."type" AS child_type, cardinality(c."target_users") > 0 AS has_users,
    c."type" = 'TargetConnect' AND c."verbs" <@ ARRAY['RDP', 'SQLServer'] AS needs_way,
    jit.automatic, jit."duration",
    row_number() OVER (ORDER BY jit.automatic DESC, jit."duration", jit."created_at", jit."id", c."id") AS rank
  FROM jit
  JOIN "policy_child" pc ON pc."policy_id" = jit."id"
  JOIN "policy" c ON c."id" = pc."child_id" AND c."deleted_at" IS NULL
    AND (c."time_expires" IS NULL OR c."time_expires" > now())
    AND (c."type" <> 'TargetConnect' OR cardinality(c."verbs") > 0)
), reach AS (
  SELECT pt."target_id" AS id, rule.child_type, rule.has_users, rule.needs_way, min(rule.rank) AS rank
  FROM rule JOIN "policy_target" pt ON pt."policy_id" = rule.child_id
  GROUP BY 1, 2, 3, 4
), reach_environment AS (
  SELECT pe."environment_id" AS id, rule.child_type, rule.has_users, rule.needs_way, min(rule.rank) AS rank
  FROM rule JOIN "policy_environment" pe ON pe."policy_id" = rule.child_id
  GROUP BY 1, 2, 3, 4
), hit AS (
  SELECT t."id", t."name", t."type", t."os", t."database_type", t."environment_id", t."status", r.rank, r.has_users, r.child_type,
    r.needs_way AND t."tunnel_way" IS NULL AS unusable
  FROM reach r JOIN "target" t ON t."id" = r.id
  UNION ALL
  SELECT t."id", t."name", t."type", t."os", t."database_type", t."environment_id", t."status", r.rank, r.has_users, r.child_type,
    r.needs_way AND t."tunnel_way" IS NULL
  FROM reach_environment r JOIN "target" t ON t."environment_id" = r.id
), listed AS MATERIALIZED (
  SELECT hit."id", hit."name", hit."type", hit."os", hit."database_type", e."name" AS environment, min(hit.rank) AS rank
  FROM hit JOIN "environment" e ON e."id" = hit."environment_id" AND e."organization_id" = $1::uuid
  WHERE hit."status" <> 'Terminated' AND NOT hit.unusable
    AND hit.child_type = CASE hit."type"
      WHEN 'Bzero' THEN 'TargetConnect'::"PolicyType" WHEN 'DynamicAccessConfig' THEN 'TargetConnect'
      WHEN 'Cluster' THEN 'Kubernetes' ELSE 'Proxy' END
    AND (hit.has_users OR hit."type" = 'Web')
    AND (cardinality($3::text[]) = 0 OR lower(concat_ws(' ', hit."name", e."name", hit."type", CASE hit."type"
      WHEN 'Bzero' THEN coalesce(hit."os", 'Linux') || ' server servers hosts machines'
      WHEN 'DynamicAccessConfig' THEN 'dynamic server servers hosts machines'
      WHEN 'Cluster' THEN 'kubernetes cluster k8s kube clusters' WHEN 'Web' THEN 'web app apps sites'
      ELSE coalesce(hit."database_type", '') || ' database databases dbs sql' END)) LIKE ALL (ARRAY(SELECT lower(pattern) FROM unnest($3::text[]) pattern)))
  GROUP BY 1, 2, 3, 4, 5, 6
), page AS (
  SELECT * FROM listed ORDER BY "name", environment, "id" LIMIT $4 OFFSET $5
)
SELECT now() AS "now",
  (SELECT count(*)::int FROM listed) AS "total",
  EXISTS (SELECT 1 FROM "user" WHERE "id" = $2::uuid AND "organization_id" = $1::uuid AND "disabled_at" IS NULL) AS "active",
  EXISTS (SELECT 1 FROM "slack_installation" WHERE "organization_id" = $1::uuid AND "removed_at" IS NULL) AS "integrated",
  coalesce((
    SELECT json_agg(json_build_object(
      'id', page."id", 'name', page."name", 'type', page."type", 'os', page."os",
      'databaseType', page."database_type", 'environment', page.environment,
      'automatic', rule.automatic, 'duration', rule."duration",
      'open', CASE WHEN r."id" IS NOT NULL THEN
        json_build_object('requestId', r."id", 'state', r."state", 'expiresAt', g."expires_at") END
    ) ORDER BY page."name", page.environment, page."id")
    FROM page
    JOIN rule ON rule.rank = page.rank
    LEFT JOIN "access_request" r ON r."target_id" = page."id" AND r."requester_id" = $2::uuid AND r."is_open"
      AND (r."state" <> 'Pending' OR r."lapses_at" IS NULL OR r."lapses_at" > now())
      AND (r."state" = 'Pending' OR EXISTS (
        SELECT 1 FROM "grant" live
        WHERE live."request_id" = r."id" AND live."state" = 'Active' AND live."expires_at" > now()))
    LEFT JOIN "grant" g ON g."request_id" = r."id"
  ), '[]') AS "targets"`;
