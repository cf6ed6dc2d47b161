import { rmSync } from 'node:fs';
import pg from 'pg';
import { newSealer } from '@/lib/audit/seal-events';
import { findUnsealedSeconds } from '@/lib/db/audit/sealing';
import { disconnect } from '@/lib/db/client';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { startEmbeddedDatabase } from '@/server/embedded-database';
import { prepareTables } from '@/server/prepare-tables';

// `npm run bench -- seal-audit`: transactions that record an audit event, at 8 connections, while the worker seals them as
// in production, compared with the same without a worker, in turns in one run.

const connections = 8;
const rounds = 5;
const roundMs = 6_000;
const pauseMs = 2_000; // as lib/jobs/keep-audit-sealed.ts
const organizationId = '00000000-0000-4000-8000-000000000001';

const insert = `INSERT INTO "audit_event" ("organization_id", "action", "actor_kind", "actor_name", "via", "data")
  VALUES ($1, 'submit-request', 'user', 'engineer@acme.test', 'slack', $2)`;

const data = JSON.stringify({
  requester: 'engineer@acme.test',
  target: 'prod-web',
  environment: 'prod',
  targetUser: 'root',
  targetGroups: [],
  verb: 'Shell',
  duration: 60,
  policy: 'Production by request',
  policyVersion: 1,
  child: 'Production servers',
  reason: 'INC-7: the disk is full',
  automatic: false,
});

const dataDir = makeTemporaryDataFolder();
const server = await startEmbeddedDatabase({ dataDir });
process.env.DATABASE_URL = server.url;
try {
  await prepareTables(server);
  const pool = new pg.Pool({ connectionString: server.url, max: connections });
  await pool.query(`INSERT INTO "organization" ("id", "name", "sso_issuer") VALUES ($1, 'bench', 'bench')`, [
    organizationId,
  ]);
  const seal = newSealer();
  await insertFor(pool, 2_000);
  await seal();
  const sides = { plain: [] as Round[], sealed: [] as Round[] };
  let oldest = 0;
  for (let round = 0; round < rounds; round++) {
    sides.plain.push(await insertFor(pool, roundMs));
    await seal(); // what the plain round left is not part of the other side
    const stop = keepSealing(seal, (seconds) => {
      oldest = Math.max(oldest, seconds);
    });
    sides.sealed.push(await insertFor(pool, roundMs));
    await stop();
  }
  await pool.end();
  const [plain, sealed] = [medianOf(sides.plain), medianOf(sides.sealed)];
  show('plain', plain);
  show('sealed', sealed);
  const [throughput, p99] = [sealed.perSecond / plain.perSecond, sealed.p99 / plain.p99];
  print('throughput, ratio', throughput, 'goal: at least 0.85');
  print('p99, ratio', p99, 'goal: at most 1.5');
  print('oldest unsealed event, s', oldest, 'goal: at most 5');
  if (throughput < 0.85 || p99 > 1.5 || oldest > 5) process.exitCode = 1;
} finally {
  await disconnect();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

type Round = { perSecond: number; p99: number };

/** Inserts events one after the other on each connection. */
async function insertFor(pool: pg.Pool, ms: number): Promise<Round> {
  const times: number[] = [];
  const begun = performance.now();
  const work = async () => {
    const client = await pool.connect();
    while (performance.now() - begun < ms) {
      const start = performance.now();
      await client.query('BEGIN');
      await client.query(insert, [organizationId, data]);
      await client.query('COMMIT');
      times.push(performance.now() - start);
    }
    client.release();
  };
  await Promise.all(Array.from({ length: connections }, work));
  const perSecond = (times.length / (performance.now() - begun)) * 1000;
  times.sort((a, b) => a - b);
  return { perSecond, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

/** Seals as the worker does, and reports the age of the oldest unsealed event before each time. */
function keepSealing(seal: () => Promise<number>, onAge: (seconds: number) => void): () => Promise<void> {
  let stopped = false;
  const rest = () => new Promise((resolve) => setTimeout(resolve, pauseMs));
  const running = (async () => {
    for (; !stopped; await rest()) {
      onAge(await findUnsealedSeconds());
      await seal();
    }
  })();
  return async () => {
    stopped = true;
    await running;
  };
}

function medianOf(side: readonly Round[]): Round {
  return {
    perSecond: middle(side.map(({ perSecond }) => perSecond)),
    p99: middle(side.map(({ p99 }) => p99)),
  };
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function show(name: string, { perSecond, p99 }: Round): void {
  console.log(
    `${name.padEnd(8)} ${perSecond.toFixed(0).padStart(6)} transactions/s, p99 ${p99.toFixed(1)} ms`,
  );
}

function print(name: string, value: number, goal: string): void {
  console.log(`${name.padEnd(28)} ${value.toFixed(2)}  (${goal})`);
}
