import { rmSync } from 'node:fs';
import { database, disconnect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { findRequests, type RequestFilter } from '@/lib/db/requests/request-search';
import { databaseNow } from '@/lib/db/transaction';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { startEmbeddedDatabase } from '@/server/embedded-database';

// `npm run bench -- list-requests`: a page of the queue among 100,000 requests of 50,000 people for 10,000 targets,
// with each filter, compared with the same page without a filter.

const organizationId = '00000000-0000-4000-8000-000000000001';
const runs = 20;

const dataDir = makeTemporaryDataFolder();
const server = await startEmbeddedDatabase({ dataDir });
process.env.DATABASE_URL = server.ownerUrl;
try {
  await migrate(server.ownerUrl);
  await fill();
  const base = { organizationId, now: await databaseNow(), take: 50, skip: 0 };
  const filters: Record<string, Partial<RequestFilter>> = {
    pending: { status: 'waiting', order: 'oldest' },
    'active, by person': { status: 'live', order: 'person' },
    'active, by target': { status: 'live', order: 'target' },
    decided: { status: 'decided' },
    'all, page 1900': { skip: 1900 * 50 },
    'one person': { person: 'person-4711@' },
    'one target': { target: 'target-4711' },
    'one environment': { environment: 'environment-7' },
    'one policy': { policy: 'policy-3' },
    'an hour, automatic': { automatic: true, from: new Date(base.now.getTime() - 3_600_000) },
    'nothing found': { person: 'nobody', status: 'decided' },
  };
  const plain = await measure(base);
  print('all', plain, plain);
  for (const [name, filter] of Object.entries(filters)) {
    print(name, await measure({ ...base, ...filter }), plain);
  }
} finally {
  await disconnect();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

type Measured = { total: number; middle: number };

async function measure(filter: RequestFilter): Promise<Measured> {
  const { total } = await findRequests(filter);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await findRequests(filter);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { total, middle: times[Math.floor(runs / 2)] ?? 0 };
}

function print(name: string, { total, middle }: Measured, plain: Measured): void {
  const ratio = (middle / plain.middle).toFixed(1);
  console.log(
    `${name.padEnd(20)} ${String(total).padStart(7)} found ${middle.toFixed(1).padStart(7)} ms  ${ratio} ×`,
  );
}

async function fill(): Promise<void> {
  const { pool } = database();
  const id = (kind: string, n: string) => `md5('${kind}' || (${n}))::uuid`;
  await pool.query(
    `INSERT INTO "organization" ("id", "name", "sso_issuer") VALUES ('${organizationId}', 'bench', 'bench')`,
  );
  await pool.query(`INSERT INTO "user" ("id", "organization_id", "email", "name")
    SELECT ${id('u', 'n')}, '${organizationId}', 'person-' || n || '@acme.test', 'Person ' || n FROM generate_series(1, 50000) n`);
  await pool.query(`INSERT INTO "environment" ("id", "organization_id", "name")
    SELECT ${id('e', 'n')}, '${organizationId}', 'environment-' || n FROM generate_series(1, 50) n`);
  await pool.query(`INSERT INTO "target" ("id", "organization_id", "environment_id", "type", "os", "name")
    SELECT ${id('t', 'n')}, '${organizationId}', ${id('e', '1 + n % 50')}, 'Bzero', 'Linux', 'target-' || n FROM generate_series(1, 10000) n`);
  await pool.query(`INSERT INTO "policy" ("id", "organization_id", "type", "name", "duration", "target_users", "verbs", "target_groups")
    SELECT ${id('p', 'n')}, '${organizationId}', 'JustInTime', 'policy-' || n, 60, '{}', '{}', '{}' FROM generate_series(1, 200) n`);
  // The newest 300 are pending, the next 2,000 have active access, all others have ended.
  await pool.query(`INSERT INTO "access_request" ("id", "organization_id", "requester_id", "target_id", "target_user", "target_groups", "verb",
      "reason", "state", "is_open", "policy_id", "policy_version", "child_policy_id", "automatic", "duration", "created_at", "lapses_at")
    SELECT ${id('r', 'n')}, '${organizationId}', ${id('u', '1 + n % 50000')}, ${id('t', '1 + (n * 7) % 10000')}, 'root', '{}', 'Shell',
      'The disk is full', (CASE WHEN n <= 300 THEN 'Pending' WHEN n % 10 = 0 THEN 'Denied' ELSE 'Approved' END)::"RequestState", n <= 300,
      ${id('p', '1 + n % 200')}, 1, ${id('p', '1 + n % 200')}, n > 300 AND n % 3 = 0, 60,
      now() - make_interval(mins => n), now() + interval '1 day' FROM generate_series(1, 100000) n`);
  await pool.query(`INSERT INTO "grant" ("id", "request_id", "organization_id", "user_id", "target_id", "state", "starts_at", "expires_at", "ended_at")
    SELECT gen_random_uuid(), r."id", r."organization_id", r."requester_id", r."target_id",
      (CASE WHEN r."created_at" > now() - interval '2300 minutes' THEN 'Active' ELSE 'Expired' END)::"GrantState", r."created_at",
      r."created_at" + interval '3000 minutes', CASE WHEN r."created_at" > now() - interval '2300 minutes' THEN NULL ELSE now() END
    FROM "access_request" r WHERE r."state" = 'Approved'`);
  await pool.query('ANALYZE');
}
