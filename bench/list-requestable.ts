import { rmSync } from 'node:fs';
import { database, disconnect } from '@/lib/db/client';
import { migrate } from '@/lib/db/migrate';
import { findRequestable } from '@/lib/db/policies/requestable';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { startEmbeddedDatabase } from '@/server/embedded-database';
import { referenceRequestable } from '@/test/reference-evaluator';
import { type BenchOrganization, makeBenchOrganization } from './bench-organization';
import { storeBenchOrganization } from './store-bench-organization';

// `npm run bench -- list-requestable`: the targets that a person can request, one page at a time, by the database's
// query and by the reference evaluator, for the same organization in the same run.

const pageSize = 20;
const referenceSampleSize = 20;

const dataDir = makeTemporaryDataFolder();
const server = await startEmbeddedDatabase({ dataDir });
process.env.DATABASE_URL = server.ownerUrl;
try {
  await migrate(server.ownerUrl);
  const small = await measure(makeBenchOrganization({ people: 1000, targets: 10_000, policies: 1000 }, 7));
  const large = await measure(makeBenchOrganization({ people: 1000, targets: 100_000, policies: 10_000 }, 7));
  const growth = large.perListed / small.perListed;
  print('growth per listed target, ten times the organization', growth, 'goal: at most 4');
} finally {
  await disconnect();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(organization: BenchOrganization): Promise<{ perListed: number }> {
  await storeBenchOrganization(database().pool, organization);
  await listEach(organization, organization.people.slice(0, 50));
  const listed = await listEach(organization, organization.people);
  const perListed = (listed.ms / listed.total) * 1000;
  console.log(
    `\n${organization.targets.length} targets, ${organization.policies.length * 2} policies, ${organization.people.length} people`,
  );
  print(
    '  query, ms per person',
    listed.ms / organization.people.length,
    `${(listed.total / organization.people.length).toFixed(0)} targets each`,
  );
  print('  query, microseconds per listed target', perListed);
  if (organization.targets.length > 10_000) return { perListed };
  const sample = organization.people.slice(0, referenceSampleSize);
  const reference = referenceEach(organization, sample);
  const same = (await listEach(organization, sample)).total === reference.total;
  if (!same) throw new Error('the query and the reference evaluator list different targets');
  print('  reference evaluator, ms per person', reference.ms / sample.length, `for ${sample.length} people`);
  print(
    '  query compared with reference evaluator, 1 /',
    reference.ms / sample.length / (listed.ms / organization.people.length),
    'goal: 1 / 200 or less',
  );
  return { perListed };
}

async function listEach(
  organization: BenchOrganization,
  people: BenchOrganization['people'],
): Promise<{ ms: number; total: number }> {
  const start = performance.now();
  let total = 0;
  for (const { id: userId } of people) {
    const input = {
      organizationId: organization.organizationId,
      userId,
      words: [],
      limit: pageSize,
      offset: 0,
    };
    total += (await findRequestable(input)).total;
  }
  return { ms: performance.now() - start, total };
}

function referenceEach(
  organization: BenchOrganization,
  people: BenchOrganization['people'],
): { ms: number; total: number } {
  const start = performance.now();
  const now = new Date();
  let total = 0;
  for (const { id } of people) total += referenceRequestable(organization, id, now).length;
  return { ms: performance.now() - start, total };
}

function print(what: string, value: number, note = ''): void {
  console.log(`${what}: ${value.toFixed(2)}${note && ` (${note})`}`);
}
