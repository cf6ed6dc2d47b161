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

/** A real server with the set-up that the product gives, and somebody's access to it. */
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

async function told(requestId: string): Promise<string[]> {
  const rows = await database().prisma.slackMessage.findMany({
    where: { requestId },
    orderBy: { kind: 'asc' },
  });
  return rows.map(({ kind }) => kind);
}

describe('R22 the door of ended access is tried', () => {
  test('a host that has not read the list of the revoked raises the alarm, until it has', async () => {
    const { organization, sshd, requestId, about } = await withCertificate();
    await endGrant(organization.admin.ctx, { requestId });
    expect(await findRevocationCheck(requestId)).toMatchObject({ state: 'Pending' });

    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({
      state: 'StillOpen',
      detail: expect.stringMatching(
        /still takes the certificate\. .*; at \d\d:\d\d:\d\d UTC the certificate ends by itself\.$/,
      ),
      alarmedAt: expect.any(Date),
    });
    expect(await told(requestId)).toEqual(expect.arrayContaining(['door-alarm', 'log-door-open']));

    sshd.setKrl(await getKeyRevocationList({ organizationId: organization.id }));
    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({
      state: 'Verified',
      detail: `127.0.0.1:${sshd.port} refuses the certificate.`,
    });
    expect(await told(requestId)).toContain('log-door-gone');
    const where = { requestId, action: 'check-door' };
    const events = await database().prisma.auditEvent.findMany({ where, orderBy: { id: 'asc' } });
    expect(events.map(({ data }) => (data as { found: string }).found)).toEqual(['open', 'gone']);
  });

  test('R12 after its time the certificate opens nothing, whatever the host has read', async () => {
    const { requestId, about } = await withCertificate();
    await pass(61);
    await expireGrants();
    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({ state: 'Verified', alarmedAt: null });
    expect(await told(requestId)).not.toContain('door-alarm');
  });

  test('what can’t be reached is said to be not verified, after a few tries', async () => {
    const { organization, sshd, requestId, about } = await withCertificate();
    await endGrant(organization.admin.ctx, { requestId });
    await sshd.stop();
    for (let tries = 0; tries < 4; tries++) await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({ state: 'Pending', attempts: 4 });
    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({
      state: 'Unverified',
      detail: expect.stringMatching(/^It could not be tried: .*refused/i),
    });
  });

  test('where nothing was ever signed there is no door to try', async () => {
    const { organization, engineer, target, about } = await world();
    const { id: requestId } = await submitRequest(engineer.ctx, asRoot(target));
    await endGrant(organization.admin.ctx, { requestId });
    await checkRevocation({ ...about, requestId });
    expect(await findRevocationCheck(requestId)).toBeNull();
  });
});

describe('verifying a host', () => {
  test('a server that was set up as said passes, and its keys are known from then on', async () => {
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

  test('another host at the same address is noticed before anything else is tried', async () => {
    const { organization, target } = await world();
    const { sshd: other } = await world();
    const serverIdentity = other.hostKey;
    await database().prisma.target.update({ where: { id: target.id }, data: { serverIdentity } });
    const { ok, steps } = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(ok).toBe(false);
    expect(steps.at(-1)).toMatchObject({ name: 'Host key', ok: false });
  });

  test('a server that believes somebody else is told apart from one that does not answer', async () => {
    const { organization, target } = await world();
    const { sshd: foreign } = await world();
    await database().prisma.target.update({ where: { id: target.id }, data: { port: foreign.port } });
    const refused = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(refused.steps.at(-1)).toMatchObject({ name: 'Lets in root', ok: false });
    await foreign.stop();
    const silent = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(silent.steps).toMatchObject([{ name: 'Answers', ok: false }]);
  });

  test('each target user is tried, so that an account that is missing shows', async () => {
    const { organization, target } = await world();
    const policies = database().prisma.policy;
    const where = { organizationId: organization.id, type: 'TargetConnect' } as const;
    await policies.updateMany({ where, data: { targetUsers: ['root', 'no-such-account'] } });
    const { ok, steps } = await verifyHost(organization.admin.ctx, { targetId: target.id });
    expect(ok).toBe(false);
    expect(steps.slice(2)).toMatchObject([
      { name: 'Lets in no-such-account', ok: false },
      { name: 'Lets in root', ok: true },
      { name: 'Refuses another target’s', ok: true },
    ]);
  });

  test('only admins may', async () => {
    const { engineer, target } = await world();
    await expect(verifyHost(engineer.ctx, { targetId: target.id })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
