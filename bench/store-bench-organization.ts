import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type SealingKey, seal } from '@/lib/secrets';
import type { BenchOrganization } from './bench-organization';

/** The encryption key of servers that use the organization. */
export const benchKey: SealingKey = { id: 'bench', key: Buffer.alloc(32, 1) };

/** Writes an organization into the tables, with a Slack installation so that its people can request access. */
export async function storeBenchOrganization(pool: pg.Pool, organization: BenchOrganization): Promise<void> {
  const { organizationId: org, people, groupIds, environments, targets, policies } = organization;
  const insert = async (text: string, ...columns: unknown[][]) =>
    void (await pool.query(text, [org, ...columns]));
  const children = [
    ...new Map(policies.flatMap((policy) => policy.children).map((child) => [child.id, child])).values(),
  ];
  await pool.query(
    `INSERT INTO "organization" ("id", "name", "sso_issuer") VALUES ($1::uuid, 'bench', $1::uuid::text)`,
    [org],
  );
  await insert(
    `INSERT INTO "user" ("id", "organization_id", "email", "name") SELECT u, $1, u || '@bench.test', u::text FROM unnest($2::uuid[]) u`,
    people.map(({ id }) => id),
  );
  await insert(
    `INSERT INTO "group" ("organization_id", "id", "name") SELECT $1, g, g FROM unnest($2::text[]) g`,
    groupIds,
  );
  const memberships = people.flatMap(({ id, groupIds: list }) => list.map((group) => [id, group] as const));
  await insert(
    `INSERT INTO "group_member" ("organization_id", "user_id", "group_id") SELECT $1, u, g FROM unnest($2::uuid[], $3::text[]) AS m(u, g)`,
    memberships.map(([id]) => id),
    memberships.map(([, group]) => group),
  );
  await insert(
    `INSERT INTO "environment" ("id", "organization_id", "name") SELECT e, $1, n FROM unnest($2::uuid[], $3::text[]) AS x(e, n)`,
    environments.map(({ id }) => id),
    environments.map(({ name }) => name),
  );
  await insert(
    `INSERT INTO "target" ("id", "organization_id", "environment_id", "type", "os", "name")
     SELECT t, $1, e, 'Bzero', 'Linux', n FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS x(t, e, n)`,
    targets.map(({ id }) => id),
    targets.map(({ environmentId }) => environmentId),
    targets.map(({ name }) => name),
  );
  await insert(
    `INSERT INTO "policy" ("id", "organization_id", "type", "name", "target_users", "verbs", "target_groups")
     SELECT p, $1, 'TargetConnect', n, '{root,deploy}', '{Shell,FileTransfer}', '{}' FROM unnest($2::uuid[], $3::text[]) AS x(p, n)`,
    children.map(({ id }) => id),
    children.map(({ name }) => name),
  );
  await insert(
    `INSERT INTO "policy" ("id", "organization_id", "type", "name", "created_at", "automatically_approved", "duration", "target_users", "verbs", "target_groups")
     SELECT p, $1, 'JustInTime', n, c, a, d, '{}', '{}', '{}'
     FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::boolean[], $6::int[]) AS x(p, n, c, a, d)`,
    policies.map(({ id }) => id),
    policies.map(({ name }) => name),
    policies.map(({ createdAt }) => createdAt),
    policies.map(({ automaticallyApproved }) => automaticallyApproved),
    policies.map(({ duration }) => duration),
  );
  const pairs = async (text: string, list: readonly (readonly [string, string])[]) =>
    void (await pool.query(text, [list.map(([a]) => a), list.map(([, b]) => b)]));
  const of = <T>(owners: readonly (T & { id: string })[], ids: (owner: T) => readonly string[]) =>
    owners.flatMap((owner) => ids(owner).map((id) => [owner.id, id] as const));
  await pairs(
    `INSERT INTO "policy_target" ("policy_id", "target_id") SELECT * FROM unnest($1::uuid[], $2::uuid[])`,
    of(children, (child) => child.targetIds),
  );
  await pairs(
    `INSERT INTO "policy_environment" ("policy_id", "environment_id") SELECT * FROM unnest($1::uuid[], $2::uuid[])`,
    of(children, (child) => child.environmentIds),
  );
  await pairs(
    `INSERT INTO "policy_child" ("policy_id", "child_id") SELECT * FROM unnest($1::uuid[], $2::uuid[])`,
    of(policies, (policy) => policy.children.map(({ id }) => id)),
  );
  const groups = of(policies, (policy) => policy.groupIds);
  await insert(
    `INSERT INTO "policy_group" ("organization_id", "policy_id", "group_id") SELECT $1, p, g FROM unnest($2::uuid[], $3::text[]) AS x(p, g)`,
    groups.map(([policy]) => policy),
    groups.map(([, group]) => group),
  );
  const installationId = randomUUID();
  const token = seal([benchKey], 'xoxb-bench', installationId);
  await pool.query(
    `INSERT INTO "slack_installation" ("id", "organization_id", "team_id", "team_name", "app_id", "bot_user_id", "installed_by_id", "installer_slack_id", "token_sealed", "token_key_id")
     VALUES ($3, $1::uuid, $1::uuid::text, 'bench', 'A', 'B', $2, 'U', $4, $5)`,
    [org, people[0]?.id, installationId, token.bytes, token.keyId],
  );
  await pool.query('ANALYZE');
}
