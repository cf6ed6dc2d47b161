import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { findOrCreateSigningKey, openSigningKey } from '@/lib/audit/signing-key';
import { findOrCreateAuthority, readAuthorityKey } from '@/lib/certificates/find-or-create-authority';
import { database } from '@/lib/db/client';
import { sealedTables } from '@/lib/db/sealed-secrets';
import { findDynamicAccess } from '@/lib/db/targets/dynamic-access';
import { inTransaction } from '@/lib/db/transaction';
import { createDynamicAccess } from '@/lib/dynamic-access/create-dynamic-access';
import { env } from '@/lib/env';
import { checkReady } from '@/lib/health/check-ready';
import { open } from '@/lib/secrets';
import { openBotToken, openTokenToRevoke } from '@/lib/slack-installation/open-bot-token';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { makeEnvironment, uniqueName } from '@/test/factories';
import { integrateWith, useSlackWorld } from '@/test/slack-world';
import { rotateKeys } from './rotate-keys';

const world = useSlackWorld();
const first = { id: 'test', key: Buffer.alloc(0) };
const second = { id: 'k2', key: randomBytes(32) };

beforeEach(() => {
  const [key] = env().encryptionKeys;
  if (key && key.id !== second.id) Object.assign(first, key);
  useKeys(first);
});

function useKeys(...encryptionKeys: { id: string; key: Buffer }[]): void {
  Object.assign(env(), { encryptionKeys });
}

/** One secret of each kind, and what opens them all. */
async function makeSecrets() {
  const { id: organizationId } = world.organization;
  const removed = world.installationId;
  await removeInstallation(world.organization.admin.ctx);
  const installationId = await integrateWith(world);
  const authority = () => inTransaction((tx) => findOrCreateAuthority(tx, { organizationId, kind: 'Ssh' }));
  const { id: targetId } = await createDynamicAccess(world.organization.admin.ctx, {
    name: uniqueName('machines'),
    environmentId: await makeEnvironment(organizationId),
    startWebhook: 'https://machines.acme.test/start',
    stopWebhook: 'https://machines.acme.test/stop',
    healthWebhook: 'https://machines.acme.test/health',
    sharedSecret: 'of the provisioning server',
  });
  const webhookSecret = async () => {
    const access = await findDynamicAccess(organizationId, targetId);
    return access?.secret ? open(env().encryptionKeys, access.secret, targetId) : null;
  };
  const signing = () => inTransaction((tx) => findOrCreateSigningKey(tx, organizationId));
  return async () => [
    await openTokenToRevoke(removed),
    await openBotToken(installationId),
    readAuthorityKey(await authority()),
    await webhookSecret(),
    openSigningKey(await signing()).export({ type: 'pkcs8', format: 'pem' }),
  ];
}

test('every stored secret is sealed with the new key, and the old one can go', async () => {
  const openAll = await makeSecrets();
  const before = await openAll();
  expect(before).not.toContain(null);
  useKeys(second, first);
  const progress: string[] = [];
  const { resealed, usedKeys } = await rotateKeys(env().encryptionKeys, (table) => progress.push(table));
  expect(resealed).toBeGreaterThanOrEqual(5);
  expect(usedKeys).toEqual([second.id]);
  expect(progress).toEqual(sealedTables);
  useKeys(second);
  expect(await openAll()).toEqual(before);
  expect(await checkReady()).toEqual({ ready: true });
  useKeys(second, first);
  expect(await rotateKeys(env().encryptionKeys, () => undefined)).toEqual({
    resealed: 0,
    usedKeys: [second.id],
  });
  useKeys(first, second);
  await rotateKeys(env().encryptionKeys, () => undefined);
});

test('a rotation that was stopped goes on where it was', async () => {
  const openAll = await makeSecrets();
  const before = await openAll();
  useKeys(second, first);
  const stop = () => {
    throw new Error('stopped');
  };
  await expect(rotateKeys(env().encryptionKeys, stop)).rejects.toThrow('stopped');
  expect(await openAll()).toEqual(before);
  expect((await rotateKeys(env().encryptionKeys, () => undefined)).usedKeys).toEqual([second.id]);
  useKeys(second);
  expect(await openAll()).toEqual(before);
  useKeys(first, second);
  await rotateKeys(env().encryptionKeys, () => undefined);
});

test('without a key that a stored secret needs, the server is not ready and says which one', async () => {
  await makeSecrets();
  useKeys(second);
  expect(await checkReady()).toMatchObject({
    ready: false,
    why: expect.stringContaining(`ENCRYPTION_KEYS has no key ${first.id}, which encrypted `),
  });
  await expect(rotateKeys(env().encryptionKeys, () => undefined)).rejects.toThrow(`no key ${first.id}`);
});

test('every sealed column of the database is one that is rotated', async () => {
  const { rows } = await database().pool.query<{ table: string }>(
    `SELECT table_name::text AS "table" FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name LIKE '%sealed' AND data_type = 'bytea' ORDER BY 1`,
  );
  expect(rows.map(({ table }) => table)).toEqual([...sealedTables].sort());
});
