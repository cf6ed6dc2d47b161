import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { makeCheckpoints } from '@/lib/audit/make-checkpoints';
import { newSealer } from '@/lib/audit/seal-events';
import { findOrCreateSigningKey } from '@/lib/audit/signing-key';
import { verifyLog } from '@/lib/audit/verify-log';
import { findOrCreateAuthority, readAuthorityKey } from '@/lib/certificates/find-or-create-authority';
import { findPublicKeys } from '@/lib/db/audit/checkpoints';
import { findLogs, serverLog } from '@/lib/db/audit/sealing';
import { database } from '@/lib/db/client';
import { findTrustedAuthorities } from '@/lib/db/connections/credentials';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { createDynamicAccess } from '@/lib/dynamic-access/create-dynamic-access';
import { env } from '@/lib/env';
import { checkReady } from '@/lib/health/check-ready';
import { openBotToken } from '@/lib/slack-installation/open-bot-token';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { makeEnvironment, makeTarget } from '@/test/factories';
import { integrateWith, useSlackWorld } from '@/test/slack-world';
import { replaceUnreadableSecrets } from './replace-unreadable-secrets';

const world = useSlackWorld();
const made = { id: 'test', key: Buffer.alloc(32, 7) };
const other = { id: 'k2', key: randomBytes(32) };

afterEach(() => useKeys(made));

function useKeys(...encryptionKeys: { id: string; key: Buffer }[]): void {
  Object.assign(env(), { encryptionKeys });
}

async function replaceAll() {
  const counts = {
    audit_key: 0,
    slack_installation: 0,
    slack_token_to_revoke: 0,
    certificate_authority: 0,
    dynamic_access: 0,
  };
  for (const { log } of await findLogs()) {
    const replaced = await replaceUnreadableSecrets(log, env().encryptionKeys);
    for (const table of Object.keys(counts) as (keyof typeof counts)[]) counts[table] += replaced[table];
  }
  return counts;
}

test('without its encryption key the server says what is lost, and goes on without it', async () => {
  const { id: organizationId } = world.organization;
  await removeInstallation(world.organization.admin.ctx);
  const installationId = await integrateWith(world);
  const { id, name } = await makeTarget(organizationId, { type: 'Db' });
  const owners = [
    { organizationId, kind: 'Ssh' },
    { organizationId, kind: 'X509', target: { id, name } },
  ] as const;
  for (const owner of owners) await inTransaction((tx) => findOrCreateAuthority(tx, owner));
  await createDynamicAccess(world.organization.admin.ctx, {
    name: 'machines',
    environmentId: await makeEnvironment(organizationId),
    startWebhook: 'https://machines.acme.test/start',
    stopWebhook: 'https://machines.acme.test/stop',
    healthWebhook: 'https://machines.acme.test/health',
    sharedSecret: 'of the provisioning server',
  });
  await newSealer()();
  await makeCheckpoints(0);
  await inTransaction((tx) => findOrCreateSigningKey(tx, serverLog));
  const lost = await inTransaction((tx) => findOrCreateSigningKey(tx, organizationId));

  useKeys(other);
  const { why } = (await checkReady()) as { why: string };
  expect(why).toContain('ENCRYPTION_KEYS has no key test, which encrypted 2 keys that sign audit logs');
  expect(why).toContain(
    '2 private keys of certificate authorities, 1 secret of a provisioning server, 1 token of Slack, 1 token of Slack to revoke',
  );
  expect(why).toContain('add it after the first key. If a key is lost, run npm run keys:lost');

  expect(await replaceAll()).toEqual({
    audit_key: 2,
    slack_installation: 1,
    slack_token_to_revoke: 1,
    certificate_authority: 2,
    dynamic_access: 1,
  });
  expect(await checkReady()).toEqual({ ready: true });
  // Slack: as with a token that Slack no longer accepts.
  expect(await openBotToken(installationId)).toBe('lost');
  // Nothing trusts or uses an authority without a key, and the next use makes another one.
  for (const owner of owners) {
    expect(await findTrustedAuthorities(owner, await databaseNow())).toEqual([]);
    const authority = await inTransaction((tx) => findOrCreateAuthority(tx, owner));
    expect(readAuthorityKey(authority)).toContain('PRIVATE KEY');
  }
  const target = await database().prisma.target.findUniqueOrThrow({ where: { id } });
  expect(target.setupOutdatedAt).not.toBeNull();
  // The log goes on with a key that the lost one did not sign.
  await newSealer()();
  expect(await makeCheckpoints(0)).toBeGreaterThan(0);
  const keys = await findPublicKeys(organizationId);
  expect(keys.map((key) => key.id === lost.id)).toEqual([true, false]);
  expect(keys[1]?.introduction).toBeNull();
  const options = { onProgress: () => undefined, signal: new AbortController().signal };
  expect(await verifyLog(organizationId, options)).toMatchObject({ fault: null });
  const event = { organizationId, action: 'replace-lost-secrets' };
  expect(await database().prisma.auditEvent.findFirst({ where: event })).toMatchObject({
    data: { tokens: 2, authorities: 2, signingKeys: 1, webhookSecrets: 1 },
    via: 'operator',
  });

  expect(await replaceAll()).toEqual({
    audit_key: 0,
    slack_installation: 0,
    slack_token_to_revoke: 0,
    certificate_authority: 0,
    dynamic_access: 0,
  });
  expect(await database().prisma.auditEvent.count({ where: event })).toBe(1);
});

test('another key under the same id is recognized, and what it opens stays', async () => {
  useKeys(other, { id: made.id, key: randomBytes(32) });
  expect(await checkReady()).toEqual({
    ready: false,
    why: 'the key test of ENCRYPTION_KEYS is not the one that encrypted 1 token of Slack: set the right one. If a key is lost, run npm run keys:lost',
  });
  useKeys(other, made);
  expect(await checkReady()).toEqual({ ready: true });
  expect((await replaceAll()).slack_installation).toBe(0);
  expect(await openBotToken(world.installationId)).toMatch(/^xoxb-/);
});
