import { afterAll, describe, expect, test } from 'vitest';
import { endGrant } from '@/lib/access/end-grant';
import { expireGrants } from '@/lib/access/expire-grants';
import { submitRequest } from '@/lib/access/submit-request';
import { getKeyRevocationList } from '@/lib/certificates/get-revocation-list';
import { issueCredential } from '@/lib/certificates/issue-credential';
import { openConnection } from '@/lib/connections/open-connection';
import { database } from '@/lib/db/client';
import { findRevocationCheck } from '@/lib/db/connections/revocation-checks';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { verifyHost } from '@/lib/target-setup/verify-host';
import { asRoot, makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { type Sshd, startSshd } from '@/test/sshd';
import { useDatabase } from '@/test/use-database';
import { checkRevocation } from './check-revocation';

const { pass } = useDatabase();

/** A real sshd with the product's set-up, and an engineer who can request access to it. */
async function world() {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const { target } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const setup = await getSshdSetup(organization.admin.ctx, { targetId: target.id });
  const sshd = await startSshd({ caPublicKeys: setup.caPublicKeys, principals: setup.principals });
  servers.push(sshd);
  const data = { host: '127.0.0.1', port: sshd.port };
  await database().prisma.target.update({ where: { id: target.id }, data });
  const about = { organizationId: organization.id };
  return { organization, engineer, target, sshd, about };
}

async function withCertificate() {
  const made = await world();
  const { id: requestId } = await submitRequest(made.engineer.ctx, asRoot(made.target));
  const { connection } = await openConnection(made.engineer.ctx, { targetId: made.target.id });
  await issueCredential(made.engineer.ctx, {
    connectionId: connection.id,
    publicKey: makeKeyPair().publicLine,
  });
  return { ...made, requestId, connection, about: { ...made.about, requestId } };
}

const servers: Sshd[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop();
});

async function messageKinds(requestId: string): Promise<string[]> {
  const rows = await database().prisma.slackMessage.findMany({
    where: { requestId },
    orderBy: { kind: 'asc' },
  });
  return rows.map(({ kind }) => kind);
}

describe('R22 ended access is verified', () => {
  test('a host without the current revocation list raises the alarm; with it the check is verified', async () => {
    const { organization, sshd, requestId, about } = await withCertificate();
    await endGrant(organization.admin.ctx, { requestId });
    expect(await findRevocationCheck(requestId)).toMatchObject({ state: 'Pending' });

    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({
      state: 'StillOpen',
      detail: expect.stringMatching(
        /still accepts the certificate\. .* The certificate expires at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$/,
      ),
      alarmedAt: expect.any(Date),
    });
    expect(await messageKinds(requestId)).toEqual(expect.arrayContaining(['door-alarm', 'log-door-open']));

    sshd.setKrl(await getKeyRevocationList({ organizationId: organization.id }));
    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({
      state: 'Verified',
      detail: `127.0.0.1:${sshd.port} refuses the certificate.`,
    });
    expect(await messageKinds(requestId)).toContain('log-door-gone');
    const where = { requestId, action: 'check-door' };
    const events = await database().prisma.auditEvent.findMany({ where, orderBy: { id: 'asc' } });
    expect(events.map(({ data }) => (data as { found: string }).found)).toEqual(['open', 'gone']);
  });

  test('R12 an expired certificate is refused, even without the current revocation list', async () => {
    const { requestId, about } = await withCertificate();
    await pass(61);
    await expireGrants();
    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({ state: 'Verified', alarmedAt: null });
    expect(await messageKinds(requestId)).not.toContain('door-alarm');
  });

  test('an unreachable host is Unverified after a few attempts', async () => {
    const { organization, sshd, requestId, about } = await withCertificate();
    await endGrant(organization.admin.ctx, { requestId });
    await sshd.stop();
    for (let tries = 0; tries < 4; tries++) await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({ state: 'Pending', attempts: 4 });
    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({
      state: 'Unverified',
      detail: expect.stringMatching(/^Could not check: .* can't be reached from this console\.$/),
    });
  });

  test('without a signed certificate there is no check', async () => {
    const { organization, engineer, target, about } = await world();
    const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
    await endGrant(organization.admin.ctx, { requestId });
    await checkRevocation({ ...about, requestId });
    expect(await findRevocationCheck(requestId)).toBeNull();
  });
});

describe('verifying a host', () => {
  test('a server with the set-up passes, and its host keys are saved', async () => {
    const { organization, target, sshd } = await world();
    const verified = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(verified).toMatchObject({ ok: true, learnedKeys: true });
    expect(verified.steps.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const { serverIdentity } = await database().prisma.target.findUniqueOrThrow({ where: { id: target.id } });
    expect(serverIdentity).toContain(sshd.hostKey.split(' ').slice(0, 2).join(' '));
    expect(await verifyHost(organization.admin.ctx, { targetId: target.id })).toMatchObject({
      learnedKeys: false,
    });
  });

  test('another host at the same address is detected first', async () => {
    const { organization, target } = await world();
    const { sshd: other } = await world();
    const serverIdentity = other.hostKey;
    await database().prisma.target.update({ where: { id: target.id }, data: { serverIdentity } });
    const { ok, steps } = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(ok).toBe(false);
    expect(steps.at(-1)).toMatchObject({ name: 'Host key', ok: false });
  });

  test('a server that trusts another authority differs from one that does not respond', async () => {
    const { organization, target } = await world();
    const { sshd: foreign } = await world();
    await database().prisma.target.update({ where: { id: target.id }, data: { port: foreign.port } });
    const refused = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(refused.steps.at(-1)).toMatchObject({ name: 'Target user root', ok: false });
    await foreign.stop();
    const silent = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(silent.steps).toMatchObject([{ name: 'Connection', ok: false }]);
  });

  test('each target user is tested, so that a missing account is reported', async () => {
    const { organization, target } = await world();
    const policies = database().prisma.policy;
    const where = { organizationId: organization.id, type: 'TargetConnect' } as const;
    await policies.updateMany({ where, data: { targetUsers: ['root', 'no-such-account'] } });
    const { ok, steps } = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(ok).toBe(false);
    expect(steps.slice(2)).toMatchObject([
      { name: 'Target user no-such-account', ok: false },
      { name: 'Target user root', ok: true },
      { name: 'Rejects certificates for other targets', ok: true },
    ]);
  });

  test('only admins can verify a host', async () => {
    const { engineer, target } = await world();
    await expect(verifyHost(engineer.ctx, { targetId: target.id })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
