import { createServer } from 'node:http';
import pg from 'pg';

// A bare Node server on the port of PORT: each path is one SELECT through pg, whose rows it answers as JSON.

const selects: Readonly<Record<string, string>> = {
  '/one': `SELECT "id", "name", "description", "time_expires", "version" FROM "policy" WHERE "id" = $1`,
  // What the API answers for such a policy.
  '/list': `
    SELECT p."id", p."name", p."description", p."time_expires" AS "timeExpires",
      coalesce((SELECT json_agg(json_build_object('id', s."user_id", 'type', u."kind")) FROM "policy_subject" s
        JOIN "user" u ON u."id" = s."user_id" WHERE s."policy_id" = p."id"), '[]') AS "subjects",
      coalesce((SELECT json_agg(json_build_object('id', g."id", 'name', g."name") ORDER BY g."id") FROM "policy_group" pg
        JOIN "group" g ON g."organization_id" = pg."organization_id" AND g."id" = pg."group_id"
        WHERE pg."policy_id" = p."id"), '[]') AS "groups",
      p."type",
      coalesce((SELECT json_agg(json_build_object('id', e."environment_id")) FROM "policy_environment" e
        WHERE e."policy_id" = p."id"), '[]') AS "environments",
      coalesce((SELECT json_agg(json_build_object('id', t."id", 'type', t."type") ORDER BY t."name", t."id")
        FROM "policy_target" pt JOIN "target" t ON t."id" = pt."target_id" WHERE pt."policy_id" = p."id"), '[]') AS "targets",
      (SELECT json_agg(json_build_object('userName', x) ORDER BY n)
        FROM unnest(p."target_users") WITH ORDINALITY AS u(x, n)) AS "targetUsers",
      (SELECT json_agg(json_build_object('type', x) ORDER BY n) FROM unnest(p."verbs") WITH ORDINALITY AS v(x, n)) AS "verbs"
    FROM "policy" p
    WHERE p."organization_id" = $1 AND p."type" = 'TargetConnect' AND p."deleted_at" IS NULL ORDER BY p."name"`,
};

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const server = createServer(async (request, response) => {
  const [path = '', id] = (request.url ?? '').split('?');
  const { rows } = await pool.query(selects[path] ?? '', [id]);
  const body = JSON.stringify(rows);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
server.listen(Number(process.env.PORT));
