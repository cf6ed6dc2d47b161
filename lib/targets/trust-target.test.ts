import { describe, expect, test } from 'vitest';
import type { AccessError } from '@/lib/core/error';
import { database } from '@/lib/db/client';
import { makeX509Authority } from '@/lib/x509/authority';
import { makeOrganization, makeTarget, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { addressError, identityError } from './trust-fields';
import { trustTarget } from './trust-target';

useDatabase();
const key = `ssh-ed25519 ${'A'.repeat(68)} host`;

describe('trusting a target', () => {
  test('host keys and address blocks are saved and recorded in the log', async () => {
    const { id, admin } = await makeOrganization();
    const target = await makeTarget(id);
    const input = {
      targetId: target.id,
      serverIdentity: `# seen on site\n${key}\n`,
      sourceAddresses: '10.0.0.0/8\n\n2001:db8::/32',
    };
    await trustTarget(admin.ctx, input);
    expect(await database().prisma.target.findUniqueOrThrow({ where: { id: target.id } })).toMatchObject({
      serverIdentity: input.serverIdentity.trim(),
      sourceAddresses: ['10.0.0.0/8', '2001:db8::/32'],
    });
    const [event] = await database().prisma.auditEvent.findMany({ where: { action: 'trust-target' } });
    expect(event?.data).toMatchObject({ identity: true, addresses: ['10.0.0.0/8', '2001:db8::/32'] });
  });

  test('each error names its field and nothing changes; only admins can save', async () => {
    const organization = await makeOrganization();
    const target = await makeTarget(organization.id, { type: 'Db' });
    const input = { targetId: target.id, serverIdentity: key, sourceAddresses: '10.0.0.0/8' };
    const error: AccessError = await trustTarget(organization.admin.ctx, input).catch((error) => error);
    expect(error.faults.map(({ path }) => path)).toEqual(['serverIdentity', 'sourceAddresses']);
    const engineer = await signIn(organization, 'engineer@acme.test');
    await expect(trustTarget(engineer.ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = await makeOrganization();
    await expect(trustTarget(elsewhere.admin.ctx, input)).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('the CA certificate identifies a cluster or a database', async () => {
  const { certificate } = await makeX509Authority(new Date());
  expect(identityError('Cluster', certificate)).toBeNull();
  expect(identityError('Db', 'not PEM')).toContain('BEGIN CERTIFICATE');
  expect(identityError('Web', certificate)).not.toBeNull();
  expect(identityError('Bzero', '')).toBeNull();
});

test.each(['fe80::1%eth0', '10.0.0.0/33', 'prod', '10.0.0.0/8/8', '::/129', '10.0.0.1,10.0.0.2'])(
  '%s is no block',
  (line) => {
    expect(addressError([line])).toContain('is not an IP address');
  },
);
