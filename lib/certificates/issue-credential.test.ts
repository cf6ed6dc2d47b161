import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endGrant } from '@/lib/access/end-grant';
import { submitRequest } from '@/lib/access/submit-request';
import { dispatch } from '@/lib/api/dispatch';
import { closeConnection } from '@/lib/connections/close-connection';
import { openConnection } from '@/lib/connections/open-connection';
import { systemContext } from '@/lib/context';
import type { AccessError } from '@/lib/core/error';
import type { Verb } from '@/lib/core/target/target';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import {
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeTarget,
  signIn,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { issueCredential } from './issue-credential';
import { rotateAuthority } from './rotate-authority';

const { pass } = useDatabase();

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: AccessError) => error,
  );

/** Somebody with live access to a server, in one way, and a connection there. */
async function onServer(verb: Verb = 'Shell', more: { sourceAddresses?: string[]; duration?: number } = {}) {
  const { sourceAddresses = [], duration = 60 } = more;
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const target = await makeTarget(organization.id);
  const data = { host: '127.0.0.1', sourceAddresses };
  await database().prisma.target.update({ where: { id: target.id }, data });
  const draft = { targetIds: [target.id], verbs: [verb], targetUsers: ['root', 'deploy'] };
  const child = await createPolicy(organization.admin.ctx, childDraft(draft));
  const jit = { subjectIds: [engineer.id], childIds: [child.id], automaticallyApproved: true, duration };
  await createPolicy(organization.admin.ctx, jitPolicyDraft(jit));
  const request = await submitRequest(engineer.ctx, {
    targetId: target.id,
    targetUser: 'root',
    targetGroups: [],
    verb,
    reason: 'The disk is full',
  });
  const { connection } = await openConnection(engineer.ctx, { targetId: target.id });
  const issue = (publicKey = makeKeyPair().publicLine) =>
    issueCredential(engineer.ctx, { connectionId: connection.id, publicKey });
  return { organization, engineer, target, request, connection, issue };
}

/** What OpenSSH reads in a certificate. */
function sshKeygen(certificate: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bzero-cert-'));
  try {
    writeFileSync(join(folder, 'key-cert.pub'), `${certificate}\n`);
    return execFileSync('ssh-keygen', ['-L', '-f', join(folder, 'key-cert.pub')], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a certificate for a server', () => {
  test('R20 is for one target, one account and one action, and has the request and the person', async () => {
    const { target, request, issue } = await onServer();
    const { certificate, principals, serial } = await issue();
    expect(principals).toEqual([`bz:${target.id}:root`]);
    const read = sshKeygen(certificate);
    expect(read).toContain(`Key ID: "bzero request=${request.id} person=engineer@acme.test"`);
    expect(read).toContain(`Serial: ${serial}`);
    expect(read).toMatch(new RegExp(`Principals:\\s+bz:${target.id}:root\\s+Critical Options: \\(none\\)`));
    expect(read).toMatch(/Extensions:\s+permit-pty\s*$/);
  });

  test('R20 expires after five minutes, or when the access ends, whichever is sooner', async () => {
    const long = await onServer();
    const issued = await long.issue();
    const minutes = (issued.validBefore.getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(4.5);
    expect(minutes).toBeLessThanOrEqual(5);
    const short = await onServer('Shell', { duration: 2 });
    const ends = short.request.grant?.expiresAt.getTime() ?? 0;
    const { validBefore } = await short.issue();
    expect(validBefore.getTime()).toBeLessThanOrEqual(ends);
    expect(validBefore.getTime()).toBeGreaterThan(ends - 1000);
  });

  test('permits only files or only tunnels, and only from the source addresses', async () => {
    const files = sshKeygen((await (await onServer('FileTransfer')).issue()).certificate);
    expect(files).toContain('force-command internal-sftp');
    expect(files).toContain('Extensions: (none)');
    const from = await onServer('Tunnel', { sourceAddresses: ['10.0.0.0/8', '192.0.2.7/32'] });
    const tunnel = sshKeygen((await from.issue()).certificate);
    expect(tunnel).toMatch(/Extensions:\s+permit-port-forwarding\s*$/);
    expect(tunnel).toContain('source-address 10.0.0.0/8,192.0.2.7/32');
    expect(tunnel).toContain('force-command');
  });

  test('each has a unique serial, a row and an audit event', async () => {
    const { organization, issue } = await onServer();
    const serials = [(await issue()).serial, (await issue()).serial];
    expect(new Set(serials).size).toBe(2);
    const where = { organizationId: organization.id, action: 'issue-credential' };
    const events = await database().prisma.auditEvent.findMany({ where, orderBy: { id: 'asc' } });
    expect(events.map(({ data }) => (data as { serial: string }).serial)).toEqual(serials.map(String));
    expect(events[0]?.data).toMatchObject({
      kind: 'ssh',
      key: expect.stringMatching(/^SHA256:/),
      minutes: 5,
    });
  });

  test('R12, R19 is not signed after the access ends, for a closed connection, or for another person', async () => {
    const expired = await onServer('Shell', { duration: 5 });
    await pass(6);
    expect((await refusal(expired.issue()))?.code).toBe('no-access');
    const revoked = await onServer();
    await endGrant(revoked.organization.admin.ctx, { requestId: revoked.request.id });
    expect((await refusal(revoked.issue()))?.code).toBe('no-access');
    const closed = await onServer();
    await closeConnection(closed.engineer.ctx, { connectionId: closed.connection.id });
    expect((await refusal(closed.issue()))?.code).toBe('already-ended');
    const { connection, organization } = await onServer();
    const key = { connectionId: connection.id, publicKey: makeKeyPair().publicLine };
    expect((await refusal(issueCredential(organization.admin.ctx, key)))?.code).toBe('not-found');
    expect(await database().prisma.credential.count({ where: { connectionId: connection.id } })).toBe(0);
  });

  test.each([
    ['a DSA key', 'ssh-dss AAAAB3NzaC1kc3MAAACBAO'],
    ['garbage', 'not a key'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
  ])('%s is not accepted, with a message, and nothing is signed', async (_, publicKey) => {
    const { connection, issue } = await onServer();
    const error = await refusal(issue(publicKey));
    expect(error?.code).toBe('key-not-accepted');
    expect(await database().prisma.credential.count({ where: { connectionId: connection.id } })).toBe(0);
  });

  test('the database refuses a certificate of more than five minutes', async () => {
    const { organization, connection, issue } = await onServer();
    await issue();
    const { id: authorityId } = await database().prisma.certificateAuthority.findFirstOrThrow({
      where: { organizationId: organization.id },
    });
    const now = Date.now();
    const row = {
      organizationId: organization.id,
      authorityId,
      connectionId: connection.id,
      validAfter: new Date(now),
      validBefore: new Date(now + 6 * 60_000),
    };
    await expect(database().prisma.credential.create({ data: row })).rejects.toThrow(/credential_is_short/);
  });
});

describe('the set-up of hosts', () => {
  test('R21 revoking access adds only the serials that have not expired to the list', async () => {
    const { organization, request, issue } = await onServer();
    const revoked = (await issue()).certificate;
    await endGrant(organization.admin.ctx, { requestId: request.id });
    const good = await onServer();
    const folder = mkdtempSync(join(tmpdir(), 'bzero-krl-'));
    const answer = await dispatch(new Request(`http://localhost/api/v2/authorities/${organization.id}/krl`));
    writeFileSync(join(folder, 'krl'), Buffer.from(await answer.arrayBuffer()));
    writeFileSync(join(folder, 'revoked.pub'), revoked);
    writeFileSync(join(folder, 'good.pub'), (await good.issue()).certificate);
    const query = (name: string) =>
      spawnSync('ssh-keygen', ['-Q', '-f', join(folder, 'krl'), join(folder, name)], { encoding: 'utf8' })
        .stdout;
    expect(query('revoked.pub')).toContain('REVOKED');
    expect(query('good.pub')).toContain('ok');
    rmSync(folder, { recursive: true });
    expect((await call('GET authorities/{id}/krl', { params: { id: good.organization.id } })).status).toBe(
      200,
    );
    expect((await call('GET authorities/{id}/krl', { params: { id: 'nonsense' } })).status).toBe(404);
  });

  test('the sshd set-up has the authorities and the principals, and both authorities during the overlap', async () => {
    const { organization, engineer, target } = await onServer();
    const operator = systemContext(organization.id, 'the operator', 'operator');
    const { secret: apiKey } = await createApiKey(operator, { name: 'automation', role: 'Admin' });
    const params = { id: target.id };
    const { json } = await call('GET targets/bzero/{id}/sshd', { apiKey, params });
    expect(json).toEqual({
      caPublicKeys: [expect.stringMatching(/^ssh-ed25519 AAAA/)],
      principals: { deploy: [`bz:${target.id}:deploy`], root: [`bz:${target.id}:root`] },
      sshdConfig: expect.stringContaining('TrustedUserCAKeys'),
      setupScript: expect.stringMatching(/^#!\/bin\/sh\n/),
    });
    await rotateAuthority(organization.admin.ctx, { kind: 'Ssh', overlapDays: 1 });
    const after = (await call('GET targets/bzero/{id}/sshd', { apiKey, params })).json.caPublicKeys;
    expect(after).toHaveLength(2);
    expect(after[1]).toBe(json.caPublicKeys[0]);
    await pass(24 * 60 + 1);
    expect((await call('GET targets/bzero/{id}/sshd', { apiKey, params })).json.caPublicKeys).toEqual([
      after[0],
    ]);
    expect(
      (await call('GET targets/bzero/{id}/sshd', { token: await tokenOf(engineer), params })).status,
    ).toBe(403);
  });

  test('a new authority signs from then on', async () => {
    const { organization, issue } = await onServer();
    const before = sshKeygen((await issue()).certificate);
    await rotateAuthority(organization.admin.ctx, { kind: 'Ssh' });
    const signer = (read: string) => /Signing CA: (\S+ \S+)/.exec(read)?.[1];
    expect(signer(sshKeygen((await issue()).certificate))).not.toBe(signer(before));
  });

  test('only admins can replace an authority, and its key is stored sealed', async () => {
    const { organization, engineer, issue } = await onServer();
    await issue();
    expect((await refusal(rotateAuthority(engineer.ctx, { kind: 'Ssh' })))?.code).toBe('forbidden');
    const { rows } = await database().pool.query<{ row: string }>(
      `SELECT c::text || encode("key_sealed", 'escape') AS row FROM "certificate_authority" c WHERE "organization_id" = $1`,
      [organization.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain('PRIVATE KEY');
  });
});

describe('a certificate for a cluster or a database', () => {
  async function on(type: 'Cluster' | 'Db') {
    const organization = await makeOrganization();
    const engineer = await signIn(organization, 'engineer@acme.test');
    const target = await makeTarget(organization.id, { type });
    const data = { host: '127.0.0.1', port: 6443 };
    await database().prisma.target.update({ where: { id: target.id }, data });
    await createPolicy(organization.admin.ctx, {
      type: type === 'Cluster' ? 'Kubernetes' : 'Proxy',
      name: uniqueName('child'),
      targetIds: [target.id],
      targetUsers: ['viewer'],
      ...(type === 'Cluster' && { targetGroups: ['readers', 'auditors'] }),
      subjectIds: [engineer.id],
    });
    const targetGroups = type === 'Cluster' ? ['readers', 'auditors'] : [];
    const { connection } = await openConnection(engineer.ctx, { targetId: target.id, targetGroups });
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const issue = (key = pem) =>
      issueCredential(engineer.ctx, { connectionId: connection.id, publicKey: key });
    return { organization, engineer, connection, issue };
  }

  test('has the user and the groups of a cluster, and is for clients only', async () => {
    const { issue } = await on('Cluster');
    const { certificate, authority = '', serial } = await issue();
    const read = new X509Certificate(certificate);
    expect(read.subject.split('\n').sort()).toEqual(['CN=viewer', 'O=auditors', 'O=readers']);
    expect(BigInt(`0x${read.serialNumber}`)).toBe(serial);
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(read.ca).toBe(false);
    const ca = new X509Certificate(authority);
    expect(read.checkIssued(ca) && read.verify(ca.publicKey)).toBe(true);
    expect(new Date(read.validTo).getTime() - Date.now()).toBeLessThanOrEqual(5 * 60_000);
  });

  test('closing a connection adds its certificate to the revocation list', async () => {
    const { engineer, connection, issue } = await on('Db');
    const { serial } = await issue();
    await closeConnection(engineer.ctx, { connectionId: connection.id });
    const { json: pem } = await call('GET authorities/{id}/crl', { params: { id: connection.target.id } });
    expect(pem).toMatch(/^-----BEGIN X509 CRL-----/);
    const listed = execFileSync('openssl', ['crl', '-noout', '-text'], { input: pem, encoding: 'utf8' });
    expect(BigInt(`0x${/Serial Number: (\w+)/.exec(listed)?.[1] ?? 0}`)).toBe(serial);
  });

  test('only a public P-256 key is accepted', async () => {
    const { issue } = await on('Db');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (const key of [
      rsa.publicKey.export({ type: 'spki', format: 'pem' }),
      ec.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      makeKeyPair().publicLine,
    ]) {
      expect((await refusal(issue(String(key))))?.code).toBe('key-not-accepted');
    }
  });
});
