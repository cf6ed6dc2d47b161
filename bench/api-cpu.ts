import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { fingerprint, newToken } from '@/lib/secrets';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { startEmbeddedDatabase } from '@/server/embedded-database';
import { prepareTables } from '@/server/prepare-tables';
import { makeBenchOrganization } from './bench-organization';
import { cpuOf, type ServerProcess, startServerProcess, stopServerProcess } from './server-process';
import { storeBenchOrganization } from './store-bench-organization';

// `npm run bench -- api-cpu`, after a build: the CPU time of the server for calls of the API with an API key, compared with a
// bare Node server that answers one SELECT through pg, in the same run, the two in turns. CPU is the server process's own,
// from /proc, until the audit events of the calls are stored. Fails above the limits.

const rounds = 5;
const atOnce = 10;
const dataDir = makeTemporaryDataFolder();
const database = await startEmbeddedDatabase({ dataDir });
const servers: ChildProcess[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

type Call = { method: string; path: string; headers?: Record<string, string>; body?: string };
type Measurement = { name: string; limit: number; calls: number; product: Call; bare: Call };

try {
  await prepareTables(database);
  const organization = makeBenchOrganization({ people: 200, targets: 2000, policies: 2400 }, 7);
  const { organizationId: org } = organization;
  const pool = new pg.Pool({ connectionString: database.url });
  await storeBenchOrganization(pool, organization);
  // Half of the policies are of that type, covering ten targets by name or one environment.
  const { policy, target, policies } = await findPolicy(pool, org);
  const key = await storeKey(pool, org, policy);

  const product = await start(['--max-semi-space-size=8', 'server/start.mjs'], '/api/health/ready', {
    WORKER: 'off',
  });
  const bare = await start(['--import', 'tsx', 'bench/bare-server.ts'], `/one?${policy}`);
  const headers = { 'x-api-key': key };
  const one = { method: 'GET', path: `/one?${policy}` };
  const measurements: Measurement[] = [
    {
      name: 'POST access/check',
      limit: 1.5,
      calls: 2000,
      product: {
        method: 'POST',
        path: '/api/v2/access/check',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ targetId: target, targetUser: 'root', verbType: 'Shell' }),
      },
      bare: one,
    },
    {
      name: 'GET policies/target-connect/{id}',
      limit: 2,
      calls: 2000,
      product: { method: 'GET', path: `/api/v2/policies/target-connect/${policy}`, headers },
      bare: one,
    },
    {
      name: `GET policies/target-connect, ${policies} policies`,
      limit: 1.3,
      calls: 40,
      product: { method: 'GET', path: '/api/v2/policies/target-connect', headers },
      bare: { method: 'GET', path: `/list?${org}` },
    },
  ];
  await requireSameAnswers(measurements.at(-1), product.port, bare.port);
  console.log(`CPU of the server per call, ms: median of ${rounds} rounds, ${atOnce} calls at once`);
  for (const { name, limit, calls, ...sides } of measurements) {
    const times = { product: [] as number[], bare: [] as number[] };
    await driveAndStore(pool, product.port, sides.product, calls);
    await drive(bare.port, sides.bare, calls);
    for (let round = 0; round < rounds; round++) {
      times.product.push(
        await measure(product, calls, () => driveAndStore(pool, product.port, sides.product, calls)),
      );
      times.bare.push(await measure(bare, calls, () => drive(bare.port, sides.bare, calls)));
    }
    const [ours, theirs] = [median(times.product), median(times.bare)];
    const ratio = ours / theirs;
    console.log(
      `  ${name}: ${ours.toFixed(3)}, bare ${theirs.toFixed(3)}, ratio ${ratio.toFixed(2)} (limit ${limit})`,
    );
    if (ratio > limit) process.exitCode = 1;
  }
  await pool.end();
} finally {
  agent.destroy();
  for (const child of servers) await stopServerProcess(child);
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** A policy of the type that the list has, a target that it covers by name, and how many the list has. */
async function findPolicy(pool: pg.Pool, org: string) {
  const { rows } = await pool.query<{ policy: string; target: string; policies: number }>(
    `SELECT t."policy_id" AS "policy", t."target_id" AS "target",
      (SELECT count(*)::int FROM "policy" WHERE "organization_id" = $1 AND "type" = 'TargetConnect') AS "policies"
     FROM "policy_target" t JOIN "policy" p ON p."id" = t."policy_id" WHERE p."organization_id" = $1 LIMIT 1`,
    [org],
  );
  const [row] = rows;
  if (!row) throw new Error('the organization has no policy');
  return row;
}

/** The secret of an API key with the role Admin, which has the access of a policy. */
async function storeKey(pool: pg.Pool, org: string, policy: string): Promise<string> {
  const [id, secret] = [randomUUID(), newToken()];
  await pool.query(
    `INSERT INTO "api_token" ("id", "organization_id", "name", "role", "hash") VALUES ($1, $2, 'bench', 'Admin', $3)`,
    [id, org, fingerprint(secret)],
  );
  await pool.query(`INSERT INTO "policy_subject" ("policy_id", "user_id") VALUES ($1, $2)`, [policy, id]);
  return secret;
}

/** The list of the API and the SELECT of the bare server are about the same rows and fields. */
async function requireSameAnswers(
  list: Measurement | undefined,
  product: number,
  bare: number,
): Promise<void> {
  if (!list) return;
  const [ours, theirs] = [await send(product, list.product), await send(bare, list.bare)];
  if (!isDeepStrictEqual(JSON.parse(ours), JSON.parse(theirs)))
    throw new Error('the API and the SELECT of the bare server answer different lists');
}

/** Starts a program of this repository on the bench's database, and waits until it answers. */
function start(args: string[], path: string, more: Record<string, string> = {}): Promise<ServerProcess> {
  const env = {
    DATABASE_URL: database.url,
    RATE_LIMIT_ADDRESS: '10000000',
    RATE_LIMIT_TOKEN: '10000000',
    ...more,
  };
  return startServerProcess(args, path, env, (child) => servers.push(child));
}

function send(port: number, { method, path, headers, body }: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', method, path, agent, headers: { ...headers } };
    const call = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 200)}`));
      });
    });
    call.on('error', reject);
    if (body !== undefined) call.setHeader('content-length', Buffer.byteLength(body));
    call.end(body);
  });
}

async function drive(port: number, call: Call, calls: number): Promise<void> {
  let left = calls;
  const worker = async () => {
    while (left-- > 0) await send(port, call);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Makes the calls, and waits until each is an event in the audit log. */
async function driveAndStore(pool: pg.Pool, port: number, call: Call, calls: number): Promise<void> {
  const count = async () => {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS "count" FROM "audit_event" WHERE "action" = 'call-api'`,
    );
    return rows[0]?.count ?? 0;
  };
  const before = await count();
  await drive(port, call, calls);
  while ((await count()) < before + calls) await new Promise((done) => setTimeout(done, 10));
}

/** Milliseconds of CPU time per call. */
async function measure(
  { child }: { child: ChildProcess },
  calls: number,
  work: () => Promise<void>,
): Promise<number> {
  const before = cpuOf(child);
  await work();
  return (cpuOf(child) - before) / calls;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
