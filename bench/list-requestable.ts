import { rmSync } from 'node:fs';
import { database, disconnect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { findRequestable } from '@/lib/db/policies/requestable';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { startEmbeddedDatabase } from '@/server/embedded-database';
import { naiveRequestable } from '@/test/naive-evaluator';
import { storeWorld } from './store-world';
import { type BenchWorld, makeWorld } from './world';

// `npm run bench -- list-requestable`: the targets that a person can request, one page at a time, by the database's
// query and by the reference evaluator, for the same organization in the same run.

const pageSize = 20;
const naiveSample = 20;

const dataDir = makeTemporaryDataFolder();
const server = await startEmbeddedDatabase({ dataDir });
process.env.DATABASE_URL = server.url;
try {
  await migrate(server.url);
  const small = await measure(makeWorld({ people: 1000, targets: 10_000, policies: 1000 }, 7));
  const large = await measure(makeWorld({ people: 1000, targets: 100_000, policies: 10_000 }, 7));
  const growth = large.perListed / small.perListed;
  print('growth per listed target, ten times the organization', growth, 'goal: at most 4');
} finally {
  await disconnect();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(world: BenchWorld): Promise<{ perListed: number }> {
  await storeWorld(database().pool, world);
  await listEach(world, world.people.slice(0, 50));
  const listed = await listEach(world, world.people);
  const perListed = (listed.ms / listed.total) * 1000;
  console.log(
    `\n${world.targets.length} targets, ${world.policies.length * 2} policies, ${world.people.length} people`,
  );
  print(
    '  query, ms a person',
    listed.ms / world.people.length,
    `${(listed.total / world.people.length).toFixed(0)} targets each`,
  );
  print('  query, microseconds a listed target', perListed);
  if (world.targets.length > 10_000) return { perListed };
  const sample = world.people.slice(0, naiveSample);
  const naive = naiveEach(world, sample);
  const same = (await listEach(world, sample)).total === naive.total;
  if (!same) throw new Error('the query and the naive evaluator do not list the same');
  print('  naive evaluator, ms a person', naive.ms / sample.length, `over ${sample.length} of them`);
  print(
    '  query against naive, 1 /',
    naive.ms / sample.length / (listed.ms / world.people.length),
    'goal: 1 / 200 or less',
  );
  return { perListed };
}

async function listEach(
  world: BenchWorld,
  people: BenchWorld['people'],
): Promise<{ ms: number; total: number }> {
  const start = performance.now();
  let total = 0;
  for (const { id: userId } of people) {
    const ask = { organizationId: world.organizationId, userId, words: [], limit: pageSize, offset: 0 };
    total += (await findRequestable(ask)).total;
  }
  return { ms: performance.now() - start, total };
}

function naiveEach(world: BenchWorld, people: BenchWorld['people']): { ms: number; total: number } {
  const start = performance.now();
  const now = new Date();
  let total = 0;
  for (const { id } of people) total += naiveRequestable(world, id, now).length;
  return { ms: performance.now() - start, total };
}

function print(what: string, value: number, note = ''): void {
  console.log(`${what}: ${value.toFixed(2)}${note && ` (${note})`}`);
}
