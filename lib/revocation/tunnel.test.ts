import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endGrant } from '@/lib/access/end-grant';
import { submitRequest } from '@/lib/access/submit-request';
import { presentOpened } from '@/lib/api/presenters/opened-connection';
import { getKeyRevocationList } from '@/lib/certificates/get-revocation-list';
import { issueCredential } from '@/lib/certificates/issue-credential';
import { openConnection } from '@/lib/connections/open-connection';
import { watchConnection } from '@/lib/connections/watch-connection';
import { database } from '@/lib/db/client';
import { findRevocationCheck } from '@/lib/db/connections/revocation-checks';
import { createPolicy } from '@/lib/policies/create-policy';
import { startAgent } from '@/lib/ssh/agent';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { verifyHost } from '@/lib/target-setup/verify-host';
import { freePort } from '@/server/free-port';
import { refusal } from '@/test/assertions';
import { asRoot, childDraft, jitPolicyDraft, makeOrganization, makeTarget, signIn } from '@/test/factories';
import { endSsh, ssh, startSsh } from '@/test/ssh-client';
import { startSshd, tunnelLogin } from '@/test/sshd';
import { useDatabase } from '@/test/use-database';
import { checkRevocation } from './check-revocation';

useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'bzero-tunnel-'));
const running: { stop(): Promise<void> | void }[] = [];
/** A plain TCP server in the place of RDP. */
let rdp: Server;
let other: Server;
const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  tunnelLogin();
  rdp = createServer((socket) => socket.end('from RDP')).listen(0, '127.0.0.1');
  other = createServer((socket) => socket.end('from elsewhere')).listen(0, '127.0.0.1');
  await Promise.all([once(rdp, 'listening'), once(other, 'listening')]);
});

afterAll(async () => {
  for (const one of running) await one.stop();
  rdp.close();
  other.close();
  rmSync(folder, { recursive: true });
});

/** A Windows server that is reached through a real sshd: one in between, or what stands for its own. */
async function world(way: 'OwnSsh' | 'Jump') {
  const organization = await makeOrganization();
  const { ctx } = organization.admin;
  const engineer = await signIn(organization, 'engineer@acme.test');
  const windows = await makeTarget(organization.id, { os: 'Windows' });
  const gate = way === 'Jump' ? await makeTarget(organization.id) : windows;
  const { prisma } = database();
  const set = (id: string, data: object) => prisma.target.update({ where: { id }, data });
  await set(gate.id, { host: '127.0.0.1' });
  const tunnel = { tunnelWay: way, jumpTargetId: way === 'Jump' ? gate.id : null, rdpPort: portOf(rdp) };
  await set(windows.id, { host: '127.0.0.1', ...tunnel });
  const child = await createPolicy(ctx, childDraft({ targetIds: [windows.id], verbs: ['RDP', 'SQLServer'] }));
  const who = { subjectIds: [engineer.id], childIds: [child.id], automaticallyApproved: true };
  await createPolicy(ctx, jitPolicyDraft(who));
  const sshd = await startSshd(await getSshdSetup(ctx, { targetId: gate.id }));
  running.push(sshd);
  await set(gate.id, { port: sshd.port, serverIdentity: sshd.hostKey });
  const request = await submitRequest(engineer.ctx, { ...asRoot(windows), verb: 'RDP' });
  return { organization, engineer, windows, gate, sshd, requestId: request.id };
}

/** Opens a session and gets a certificate, as zli does. */
async function open({ engineer, windows, sshd }: Awaited<ReturnType<typeof world>>) {
  const opened = await openConnection(engineer.ctx, { targetId: windows.id, verbType: 'RDP' });
  const { connection, route } = opened;
  const key = makeKeyPair();
  const issue = { connectionId: connection.id, publicKey: key.publicLine };
  const { certificate: certificateLine } = await issueCredential(engineer.ctx, issue);
  const socketPath = join(folder, connection.id.slice(0, 8));
  const agent = await startAgent({ socketPath, identities: () => [{ ...key, certificateLine }] });
  running.push({ stop: () => agent.close() });
  return {
    login: { sshd, account: route?.account ?? '', socketPath },
    opened: presentOpened(opened),
    connection,
  };
}

/** What comes through `ssh -N -L` from an address, empty where sshd does not forward. */
async function through(login: Parameters<typeof startSsh>[0], host: string, port: number): Promise<string> {
  const local = await freePort();
  const child = startSsh(login, ['-N', '-L', `127.0.0.1:${local}:${host}:${port}`]);
  await expect.poll(() => child.exitCode !== null || canConnect(local)).toBe(true);
  const answer = await readFrom(local);
  const closed = once(child, 'close');
  endSsh(child);
  await closed;
  return answer;
}

describe.each([['OwnSsh'], ['Jump']] as const)('RDP by the way %s', (way) => {
  test('reaches its address and no other, and is refused after a revocation', async () => {
    const made = await world(way);
    const { organization, windows, gate, sshd, requestId } = made;
    const { login, opened, connection } = await open(made);
    const host = way === 'OwnSsh' ? 'localhost' : '127.0.0.1';
    expect(opened).toMatchObject({
      targetId: windows.id,
      targetUser: 'root',
      remoteHost: '127.0.0.1',
      remotePort: sshd.port,
      serverIdentity: sshd.hostKey,
      tunnel: { serverId: gate.id, account: 'bzero-tunnel', host, port: portOf(rdp) },
    });
    expect(await through(login, host, portOf(rdp))).toBe('from RDP');
    expect(await through(login, host, portOf(other))).toBe('');
    expect(sshd.log()).toContain('but the request was denied');
    expect(await ssh({ ...login, account: 'root' }, [], 'echo in')).toMatchObject({ code: 255, stdout: '' });

    await endGrant(organization.admin.ctx, { requestId });
    const watched = await watchConnection(made.engineer.ctx, { connectionId: connection.id, seconds: 0 });
    expect(watched).toMatchObject({ state: 'Closed', closeReason: 'access-ended' });
    const about = { organizationId: organization.id, requestId };
    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({ state: 'StillOpen' });
    sshd.setKrl(await getKeyRevocationList({ organizationId: organization.id }));
    await checkRevocation(about);
    expect(await findRevocationCheck(requestId)).toMatchObject({
      state: 'Verified',
      detail: `127.0.0.1:${sshd.port} refuses the certificate.`,
    });
    expect(await ssh(login, ['-N'])).toMatchObject({
      code: 255,
      stderr: expect.stringContaining('Permission denied'),
    });
  });

  test('is verified on the page of the server that it goes through', async () => {
    const { organization, windows, gate } = await world(way);
    const { steps } = await verifyHost(organization.admin.ctx, { targetId: gate.id });
    expect(steps).toEqual(
      expect.arrayContaining([
        { name: `RDP of ${windows.name}`, ok: true, detail: 'Accepted.' },
        { name: `SQL Server of ${windows.name}`, ok: true, detail: 'Accepted.' },
        { name: 'Rejects certificates for other targets', ok: true, detail: 'Rejected.' },
      ]),
    );
  });
});

test('a session can’t be opened, or go on, once the way is gone', async () => {
  const made = await world('Jump');
  const { connection } = await open(made);
  const data = { tunnelWay: null, jumpTargetId: null };
  await database().prisma.target.update({ where: { id: made.windows.id }, data });
  const { ctx } = made.engineer;
  const publicKey = makeKeyPair().publicLine;
  await refusal(issueCredential(ctx, { connectionId: connection.id, publicKey }), 'unreachable');
  const error = await refusal(
    openConnection(ctx, { targetId: made.windows.id, verbType: 'RDP' }),
    'unreachable',
  );
  expect(error.message).toContain(`zli can’t reach RDP on ${made.windows.name} yet.`);
});

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function readFrom(port: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.on('error', () => {}); // followed by `close`
    socket.once('close', () => resolve(text));
  });
}
