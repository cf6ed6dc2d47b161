import { rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { writeCalls } from '@/lib/audit/note-call';
import { database, disconnect } from '@/lib/db/client';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { call } from '@/test/api-client';
import { makeOrganization } from '@/test/factories';

// `npm run bench -- write-policies`: ten programs at once create 200 policies each over the API, change every fifth, and
// delete every fifth. Fails at an answer that is not 2xx, when a policy that is kept is missing or another one is there, and when the log
// lacks an event of a change or of a call.

const programs = 10;
const policiesEach = 200;
const changedEach = policiesEach / 5;
const deletedEach = policiesEach / 5;
const paths = ['policies/kubernetes', 'policies/proxy'];

const dataDir = makeTemporaryDataFolder();
const resources = await ResourceStack.run(async (stack) => {
  await prepareDatabase({ databaseUrl: undefined, dataDir }, stack);
  stack.add(disconnect);
});
try {
  const organization = await makeOrganization();
  const statuses = new Map<number, number>();
  const kept = new Map<string, unknown>();

  async function run(index: number): Promise<void> {
    const { ctx } = organization.admin;
    const { secret: apiKey } = await createApiKey(ctx, { name: `program ${index}`, role: 'Admin' });
    const send = async (endpoint: `${string} ${string}`, options: object) => {
      const answer = await call(endpoint, { apiKey, ...options });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      return answer.json;
    };
    for (let round = 0; round < policiesEach; round++) {
      const path = paths[(index + round) % paths.length];
      const made = await send(`POST ${path}`, { body: { name: `policy ${round} of program ${index}` } });
      const one = { params: { id: made.id } };
      const body = { description: `by ${index}` };
      if (round % 5 === 0) kept.set(made.id, await send(`PATCH ${path}/{id}`, { ...one, body }));
      else if (round % 5 === 1) await send(`DELETE ${path}/{id}`, one);
      else kept.set(made.id, made);
    }
  }

  const begun = performance.now();
  await Promise.all(Array.from({ length: programs }, (_, index) => run(index)));
  const seconds = (performance.now() - begun) / 1000;
  await writeCalls();

  const { secret: reader } = await createApiKey(organization.admin.ctx, { name: 'reader', role: 'Admin' });
  const lists = await Promise.all(paths.map((path) => call(`GET ${path}`, { apiKey: reader })));
  const listed = lists.flatMap(({ json }) => json as { id: string }[]);
  const count = (action: string) =>
    database().prisma.auditEvent.count({ where: { organizationId: organization.id, action } });
  await writeCalls();
  const calls = programs * (policiesEach + changedEach + deletedEach);
  const expected = {
    'answers of 2xx': calls,
    'policies kept': programs * (policiesEach - deletedEach),
    'create-policy': programs * policiesEach,
    'update-policy': programs * changedEach,
    'delete-policy': programs * deletedEach,
    'call-api': calls + paths.length,
  };
  const found = {
    'answers of 2xx': [...statuses].reduce((sum, [status, n]) => (status < 300 ? sum + n : sum), 0),
    'policies kept': listed.filter((policy) => isDeepStrictEqual(policy, kept.get(policy.id))).length,
    'create-policy': await count('create-policy'),
    'update-policy': await count('update-policy'),
    'delete-policy': await count('delete-policy'),
    'call-api': await count('call-api'),
  };
  console.log(`${calls} calls of ${programs} programs in ${seconds.toFixed(0)} s, by status:`, statuses);
  console.table(
    Object.entries(expected).map(([what, wanted]) => ({
      what,
      wanted,
      found: found[what as keyof typeof found],
    })),
  );
  if (listed.length !== kept.size || !isDeepStrictEqual(found, expected)) process.exitCode = 1;
} finally {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
}
