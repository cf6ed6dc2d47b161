import { beforeAll, beforeEach, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { auditSentence } from '@/lib/core/text/audit-sentence';
import { database } from '@/lib/db/client';
import { noteWorkers } from '@/lib/restore/note-workers';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { archiveOfflineServers } from '@/lib/targets/archive-offline-servers';
import { getTarget } from '@/lib/targets/get-target';
import { restoreTarget } from '@/lib/targets/restore-target';
import { updateEnvironment } from '@/lib/targets/update-environment';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import { eventsNamed } from '@/test/assertions';
import {
  asRoot,
  makeOrganization,
  makeRequestable,
  makeTarget,
  signIn,
  type TestOrganization,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';

const { pass, asOwner } = useDatabase();
let organization: TestOrganization;
let apiKey: string;

beforeAll(async () => {
  organization = await makeOrganization();
  apiKey = (await createApiKey(organization.admin.ctx, { name: 'terraform', role: 'Admin' })).secret;
  // The database of the tests is older than a gap.
  await noteWorkers();
});

// The clean-up serves all organizations: what earlier tests left must not count.
beforeEach(() => asOwner('UPDATE "environment" SET "offline_cleanup_timeout_hours" = 0'));

/** The address from which the set-up script of a server downloads the revocation list: its query. */
async function addressOf(targetId: string): Promise<string> {
  const { setupScript } = await getSshdSetup(organization.admin.ctx, { targetId });
  const [address, query] = /https?:\S+\/krl(\?server=[0-9a-f-]+)/.exec(setupScript) ?? [];
  expect(address).toContain(organization.id);
  return query ?? '';
}

async function download(query: string): Promise<void> {
  const { status } = await call('GET authorities/{id}/krl', { params: { id: organization.id }, query });
  expect(status).toBe(200);
}

/** Time passes while the product runs. */
async function run(minutes: number): Promise<void> {
  await pass(minutes);
  await asOwner('UPDATE "liveness" SET "ran_seconds" = "ran_seconds" + $1, "alive_at" = now()', [
    minutes * 60,
  ]);
}

async function shown(path: string, id: string) {
  const { json } = await call(`GET targets/${path}/{id}`, { apiKey, params: { id } });
  return { status: json.status, lastAgentUpdate: json.lastAgentUpdate };
}

const contacts = () =>
  database().prisma.serverContact.findMany({
    where: { lastAt: { not: null } },
    orderBy: { targetId: 'asc' },
  });

async function makeServer(hours = 0, environmentId?: string) {
  const target = await makeTarget(organization.id, environmentId ? { environmentId } : {});
  await updateEnvironment(organization.admin.ctx, {
    environmentId: target.environmentId,
    offlineCleanupTimeoutHours: hours,
  });
  return { ...target, query: await addressOf(target.id) };
}

const statusOf = async (id: string) => {
  const { status } = await database().prisma.target.findUniqueOrThrow({ where: { id } });
  return status === 'Terminated' ? 'archived' : 'in use';
};

test('a server that downloaded the list is offline after ten minutes of silence, and back at its next download', async () => {
  const { id, query } = await makeServer();
  const never = await makeServer();
  const { id: behind } = await makeTarget(organization.id, { type: 'Db' });
  await database().prisma.target.update({ where: { id: behind }, data: { proxyTargetId: id } });
  expect(await shown('bzero', id)).toEqual({ status: 'Online', lastAgentUpdate: null });

  await download(query);
  const [contact] = await contacts();
  const at = contact?.lastAt?.toISOString();
  expect(await shown('bzero', id)).toEqual({ status: 'Online', lastAgentUpdate: at });
  // A database behind a server shows the contact of that server, and does not count as offline.
  expect(await shown('database', behind)).toEqual({ status: 'Online', lastAgentUpdate: at });

  await run(9);
  expect((await shown('bzero', id)).status).toBe('Online');
  await run(2);
  expect((await shown('bzero', id)).status).toBe('Offline');
  expect((await getTarget(organization.admin.ctx, { targetId: id })).offlineSince).toEqual(
    (await contacts())[0]?.lastAt,
  );
  expect((await shown('database', behind)).status).toBe('Online');
  expect(await shown('bzero', never.id)).toEqual({ status: 'Online', lastAgentUpdate: null });

  await download(query);
  expect((await shown('bzero', id)).status).toBe('Online');
  expect((await getTarget(organization.admin.ctx, { targetId: id })).offlineSince).toBeNull();
});

test('a person with access sees that a server is offline, and can still request and use it', async () => {
  const engineer = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  await download(await addressOf(target.id));
  await run(11);
  const { state } = await submitRequest(engineer.ctx, asRoot(target));
  expect(state).toBe('Approved');
  const { json } = await call('GET targets/bzero', { token: await tokenOf(engineer) });
  expect(json).toMatchObject([{ id: target.id, status: 'Offline', lastAgentUpdate: expect.any(String) }]);
});

test('a contact is noted once a minute, by the id of the script only, and waits for nobody', async () => {
  const { id, query } = await makeServer();
  await download('');
  await download('?server=00000000-0000-4000-8000-000000000000');
  await download(`?server=${id}`);
  expect((await contacts()).some(({ targetId }) => targetId === id)).toBe(false);

  await download(query);
  const before = await contacts();
  await download(query);
  expect(await contacts()).toEqual(before);

  await run(2);
  const later = await contacts();
  await database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "server_contact" WHERE "target_id" = ${id}::uuid FOR UPDATE`;
    await download(query);
  });
  expect(await contacts()).toEqual(later);
  await download(query);
  expect(await contacts()).not.toEqual(later);
});

test('silence counts only while the product runs', async () => {
  const ran = async () => (await database().prisma.liveness.findFirstOrThrow()).ranSeconds;
  await noteWorkers();
  const before = await ran();
  await pass(1);
  await noteWorkers();
  expect((await ran()) - before).toBeGreaterThanOrEqual(60);

  const { id, query } = await makeServer(1);
  await download(query);
  const stopped = await ran();
  await pass(72 * 60);
  await noteWorkers();
  expect(await ran()).toBe(stopped);
  expect((await shown('bzero', id)).status).toBe('Online');
  expect(await archiveOfflineServers()).toBe(0);
});

test('the clean-up archives servers that stay offline for longer than their environment allows', async () => {
  const engineer = await signIn(organization, 'on-call@acme.test');
  const { target } = await makeRequestable(organization, [engineer], {
    automaticallyApproved: true,
    duration: 300,
  });
  const { environmentId } = target;
  await updateEnvironment(organization.admin.ctx, { environmentId, offlineCleanupTimeoutHours: 2 });
  await submitRequest(engineer.ctx, asRoot(target));
  const alive = await makeServer(2, environmentId);
  const silent = await makeServer(2, environmentId);
  const kept = await makeServer(0);
  for (const query of [await addressOf(target.id), alive.query, kept.query]) await download(query);

  await run(118);
  await download(alive.query);
  expect(await archiveOfflineServers()).toBe(0);
  await run(3);
  expect(await archiveOfflineServers()).toBe(1);
  expect(await statusOf(target.id)).toBe('archived');
  for (const { id } of [alive, silent, kept]) expect(await statusOf(id)).toBe('in use');

  const grant = await database().prisma.grant.findFirstOrThrow({ where: { targetId: target.id } });
  expect(grant).toMatchObject({ state: 'Invalidated', endReason: 'TargetRetired' });
  const event = (await eventsNamed(organization.id, 'retire-target')).at(-1);
  expect(event).toMatchObject({
    targetId: target.id,
    actorKind: 'system',
    data: { name: target.name, offline: { hours: 2 } },
  });
  expect(auditSentence(event as never, event?.actorName ?? '')).toMatch(
    /^System archived .*: offline for more than 2 hours$/,
  );

  // A restored server has to make contact again before it counts.
  await restoreTarget(organization.admin.ctx, { targetId: target.id });
  expect((await shown('bzero', target.id)).status).toBe('Online');
  expect(await archiveOfflineServers()).toBe(0);
});

test('a server that others are reached through stays, and the log says why, once', async () => {
  const gate = await makeServer(1);
  const { id: behind, name } = await makeTarget(organization.id, { type: 'Db' });
  await database().prisma.target.update({ where: { id: behind }, data: { proxyTargetId: gate.id } });
  await download(gate.query);
  await run(61);
  for (let again = 0; again < 3; again++) {
    expect(await archiveOfflineServers()).toBe(0);
    await run(61);
  }
  const why = `${name} has this as their proxy. Choose another proxy there first.`;
  const events = await eventsNamed(organization.id, 'keep-target');
  expect(events.map(({ targetId, data }) => ({ targetId, data }))).toMatchObject([
    { targetId: gate.id, data: { why } },
  ]);
  expect((await getTarget(organization.admin.ctx, { targetId: gate.id })).keptReason).toBe(why);

  await database().prisma.target.update({ where: { id: behind }, data: { proxyTargetId: null } });
  expect(await archiveOfflineServers()).toBe(1);
  expect(await statusOf(gate.id)).toBe('archived');
});

test('a server in contact is not archived when the clock of the database steps back', async () => {
  const { id, query } = await makeServer(1);
  await download(query);
  await asOwner(`UPDATE "server_contact" SET "last_at" = "last_at" + interval '3 hours'`);
  await run(59);
  await download(query);
  await run(59);
  expect(await archiveOfflineServers()).toBe(0);
  expect(await statusOf(id)).toBe('in use');
  // It is also noted while no worker counts the time.
  const before = await contacts();
  await download(query);
  expect(await contacts()).not.toEqual(before);
});
