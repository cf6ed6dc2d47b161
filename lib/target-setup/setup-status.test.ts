import { createServer } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { rotateAuthority } from '@/lib/certificates/rotate-authority';
import { database } from '@/lib/db/client';
import { getTarget } from '@/lib/targets/get-target';
import { importTargets } from '@/lib/targets/import-targets';
import { listTargets } from '@/lib/targets/list-targets';
import { updateTarget } from '@/lib/targets/update-target';
import { eventsNamed } from '@/test/assertions';
import { makeOrganization, makeTarget, type TestOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { confirmSetup } from './confirm-setup';
import { verifyHost } from './verify-host';

useDatabase();
let organization: TestOrganization;

beforeAll(async () => {
  organization = await makeOrganization();
});

const statusOf = async (targetId: string) => {
  const { setupStatus, setupStatusAt, setupFinding } = await getTarget(organization.admin.ctx, { targetId });
  return [setupStatus, setupFinding, setupStatusAt !== null];
};

const setResult = (id: string, setupResult: 'Verified' | 'Failing', setupFinding: string | null = null) =>
  database().prisma.target.update({
    where: { id },
    data: { setupResult, setupFinding, setupCheckedAt: new Date() },
  });

/** A port that nothing listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 1;
}

test('a verification that fails is the status of the target, and the audit log has it too', async () => {
  const { ctx } = organization.admin;
  const { id } = await makeTarget(organization.id);
  expect(await statusOf(id)).toEqual(['NotSetUp', null, false]);
  await database().prisma.target.update({
    where: { id },
    data: { host: '127.0.0.1', port: await closedPort() },
  });
  await verifyHost(ctx, { targetId: id });
  const [status, finding, hasTime] = await statusOf(id);
  expect([status, hasTime]).toEqual(['Failing', true]);
  expect((await eventsNamed(organization.id, 'verify-host')).at(-1)?.data).toMatchObject({ found: finding });
  const failing = await listTargets(ctx, { setupStatus: 'Failing' });
  expect(failing.targets.map((target) => target.id)).toEqual([id]);
  expect((await listTargets(ctx, { setupStatus: 'NotSetUp' })).targets.map((one) => one.id)).not.toContain(
    id,
  );
});

test('a new address forgets the result of the old one, by an edit and by an import; a new name does not', async () => {
  const { ctx } = organization.admin;
  const { id, name, environmentId } = await makeTarget(organization.id);
  const edit = (changes: object) =>
    updateTarget(ctx, {
      targetId: id,
      name,
      environmentId,
      os: 'Linux',
      host: 'a.test',
      port: 22,
      ...changes,
    });
  await edit({});
  await setResult(id, 'Verified');
  await edit({ name: `${name}-2` });
  expect(await statusOf(id)).toEqual(['Verified', null, true]);
  await edit({ name, port: 2222 });
  expect(await statusOf(id)).toEqual(['NotSetUp', null, false]);
  await setResult(id, 'Failing', 'Connection failed');
  const { environment } = await getTarget(ctx, { targetId: id });
  const row = { line: 2, name, type: 'Server', environment, os: 'Linux', host: 'b.test', port: '2222' };
  await importTargets(ctx, { dryRun: false, rows: [row] });
  expect(await statusOf(id)).toEqual(['NotSetUp', null, false]);
});

test('a database that is put behind a server forgets the result of its direct address', async () => {
  const { ctx } = organization.admin;
  const { id, name, environmentId } = await makeTarget(organization.id, { type: 'Db' });
  const gate = await makeTarget(organization.id);
  await setResult(id, 'Verified');
  const edited = { targetId: id, name, environmentId, host: null, port: null };
  await updateTarget(ctx, edited);
  expect(await statusOf(id)).toEqual(['Verified', null, true]);
  await updateTarget(ctx, { ...edited, proxyTargetId: gate.id });
  expect(await statusOf(id)).toEqual(['NotSetUp', null, false]);
});

test('a database with a new authority has to be set up again, until an admin confirms it', async () => {
  const { ctx } = organization.admin;
  const { id } = await makeTarget(organization.id, { type: 'Db' });
  await setResult(id, 'Verified');
  await rotateAuthority(ctx, { targetId: id });
  expect(await statusOf(id)).toEqual(['Outdated', null, true]);
  await confirmSetup(ctx, { targetId: id });
  expect(await statusOf(id)).toEqual(['Confirmed', null, true]);
});

test('servers with a new authority have to be verified again', async () => {
  const { id } = await makeTarget(organization.id);
  await setResult(id, 'Verified');
  await rotateAuthority(organization.admin.ctx, { kind: 'Ssh' });
  expect(await statusOf(id)).toEqual(['NotSetUp', null, false]);
});

test('a web app has no status, because the console can’t verify one', async () => {
  const { id } = await makeTarget(organization.id, { type: 'Web' });
  expect(await statusOf(id)).toEqual([null, null, false]);
});
