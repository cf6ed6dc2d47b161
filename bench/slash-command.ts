import type { ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import pg from 'pg';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { startEmbeddedDatabase } from '@/server/embedded-database';
import { prepareTables } from '@/server/prepare-tables';
import { makeBenchOrganization } from './bench-organization';
import { cpuOf, type ServerProcess, startServerProcess, stopServerProcess } from './server-process';
import { storeBenchOrganization } from './store-bench-organization';

// `npm run bench -- slash-command`, after a build: signed calls of /bz-list-targets compared with the same handler behind
// Slack's framework (Bolt), and with an empty route of Next, in the same run. CPU is the server process's own, from
// /proc. Fails above the CPU time of Bolt, and above 350 MB of memory after more than 3,000 commands.

const calls = 1000;
const rounds = 3;
const signingSecret = 'local-signing-secret';
const limits = { ratio: 1.0, memoryMb: 350, burstMs: 3000 };
const dataDir = makeTemporaryDataFolder();

const database = await startEmbeddedDatabase({ dataDir });
const servers: ChildProcess[] = [];
try {
  await prepareTables(database);
  const { teamId, slackUserId } = await storePerson(database.url);
  const npmStart = ['--max-semi-space-size=8', 'server/start.mjs'];
  const begun = performance.now();
  const whole = await start(npmStart, '/api/health/ready');
  print('npm start, ms until ready', performance.now() - begun);
  await new Promise((done) => setTimeout(done, 3000));
  print('memory idle, MB', memory(whole.child));
  await drive(whole.child, () => slashCommand(whole.base, teamId, slackUserId), 3000, 10);
  const after = memory(whole.child);
  print('memory after 3,000 commands, MB', after, `limit ${limits.memoryMb}`);
  if (after > limits.memoryMb) process.exitCode = 1;
  await stopServerProcess(whole.child);

  // Bolt has no workers, so the server has none here.
  const product = await start(npmStart, '/api/health/ready', { WORKER: 'off' });
  const bolt = await start(['--import', 'tsx', 'bench/bolt-server.ts'], '/');

  const sides = {
    product: { ...product, call: () => slashCommand(product.base, teamId, slackUserId) },
    bolt: { ...bolt, call: () => slashCommand(bolt.base, teamId, slackUserId) },
    empty: { ...product, call: () => fetch(`${product.base}/api/health/live`) },
  };
  for (const { child, call } of Object.values(sides)) await drive(child, call, 300, 10);
  for (const atOnce of [1, 50]) {
    const runs = { product: [] as Run[], bolt: [] as Run[], empty: [] as Run[] };
    for (let round = 0; round < rounds; round++)
      for (const name of ['product', 'bolt', 'empty'] as const)
        runs[name].push(await drive(sides[name].child, sides[name].call, calls, atOnce));
    const [ours, theirs] = [middle(runs.product), middle(runs.bolt)];
    console.log(`\n${calls} calls, ${atOnce} at a time, median of ${rounds} rounds`);
    show('/bz-list-targets', ours);
    show('the same handler behind Bolt', theirs);
    show('an empty route of Next', middle(runs.empty));
    const ratio = ours.cpu / theirs.cpu;
    print('CPU per call compared with Bolt, ratio', ratio, `limit ${limits.ratio}`);
    if (ratio > limits.ratio) process.exitCode = 1;
  }
  const burst = await drive(product.child, sides.product.call, 500, 500);
  print('\n500 commands at once, the slowest answer, ms', burst.max, `limit ${limits.burstMs}`);
  if (burst.max > limits.burstMs) process.exitCode = 1;
} finally {
  for (const child of servers) await stopServerProcess(child);
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** A person who can request a full page of targets, in a workspace that is connected. */
async function storePerson(url: string): Promise<{ teamId: string; slackUserId: string }> {
  const organization = makeBenchOrganization({ people: 20, targets: 500, policies: 50 }, 7);
  const pool = new pg.Pool({ connectionString: url });
  await storeBenchOrganization(pool, organization);
  const [person] = organization.people;
  if (!person) throw new Error('the organization has no people');
  const account = { teamId: organization.organizationId, slackUserId: 'U1' };
  await pool.query(
    `INSERT INTO "slack_user" ("team_id", "slack_user_id", "organization_id", "email", "name") VALUES ($1, $2, $1::text::uuid, $3, 'somebody')`,
    [account.teamId, account.slackUserId, `${person.id}@bench.test`],
  );
  await pool.end();
  return account;
}

/** Starts a program of this repository on the bench's database, and waits until it answers. */
function start(args: string[], path: string, more: Record<string, string> = {}): Promise<ServerProcess> {
  const env = { DATABASE_URL: database.url, SLACK_SIGNING_SECRET: signingSecret, ...more };
  return startServerProcess(args, path, env, (child) => servers.push(child));
}

function slashCommand(base: string, teamId: string, slackUserId: string): Promise<Response> {
  const body = new URLSearchParams({
    command: '/bz-list-targets',
    text: '',
    team_id: teamId,
    user_id: slackUserId,
    user_name: 'somebody',
    channel_id: 'C1',
    channel_name: 'general',
    api_app_id: 'A',
    response_url: 'https://hooks.slack.com/commands/x',
    trigger_id: '1.2.3',
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${digest}`,
  };
  return fetch(`${base}/api/slack/commands`, { method: 'POST', body, headers });
}

type Run = { p50: number; p99: number; max: number; cpu: number };

/** Makes `count` calls, `atOnce` at a time. Returns milliseconds: quantiles of the calls, and CPU time per call. */
async function drive(
  server: ChildProcess,
  call: () => Promise<Response>,
  count: number,
  atOnce: number,
): Promise<Run> {
  const times: number[] = [];
  const before = cpuOf(server);
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const start = performance.now();
      const answer = await call();
      const text = await answer.text();
      if (text.includes('The server is busy')) throw new Error('a call was answered with "busy"');
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1), cpu: (cpuOf(server) - before) / count };
}

function memory({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function middle(runs: Run[]): Run {
  const of = (key: keyof Run) =>
    runs.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
  return { p50: of('p50'), p99: of('p99'), max: of('max'), cpu: of('cpu') };
}

function show(what: string, { p50, p99, cpu }: Run): void {
  console.log(
    `  ${what}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, CPU ${cpu.toFixed(2)} ms per call`,
  );
}

function print(what: string, value: number, note = ''): void {
  console.log(`${what}: ${value.toFixed(2)}${note && ` (${note})`}`);
}
