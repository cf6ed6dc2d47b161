import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endGrant } from '@/lib/access/end-grant';
import { submitRequest } from '@/lib/access/submit-request';
import { presentOpened } from '@/lib/api/presenters/opened-connection';
import { getCertificateRevocationList, getKeyRevocationList } from '@/lib/certificates/get-revocation-list';
import { issueCredential } from '@/lib/certificates/issue-credential';
import { database } from '@/lib/db/client';
import { findRevocationCheck } from '@/lib/db/connections/revocation-checks';
import { createPolicy } from '@/lib/policies/create-policy';
import { checkRevocation } from '@/lib/revocation/check-revocation';
import { startAgent } from '@/lib/ssh/agent';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { getDatabaseSetup } from '@/lib/target-setup/get-database-setup';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';
import { verifyHost } from '@/lib/target-setup/verify-host';
import { freePort } from '@/server/free-port';
import { refusal } from '@/test/assertions';
import {
  childDraft,
  jitPolicyDraft,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { type MariaDbWithCertificates, startMariaDbWithCertificates } from '@/test/mariadb-with-certificates';
import {
  type PostgresWithCertificates,
  startPostgresWithCertificates,
} from '@/test/postgres-with-certificates';
import { findMariaDb } from '@/test/programs/mariadb';
import { findPostgres } from '@/test/programs/postgres';
import { useZli } from '@/test/run-zli';
import { ssh } from '@/test/ssh-client';
import { type Sshd, startSshd, tunnelLogin } from '@/test/sshd';
import { useDatabase } from '@/test/use-database';
import { type Answer, refuse } from '@/test/zli-server';
import { closeConnection } from './close-connection';
import { openConnection } from './open-connection';
import { watchConnection } from './watch-connection';

// Databases and a web app at `localhost` of a server. zli calls the product's own use cases.
useDatabase();
const world = useZli();
const folder = mkdtempSync(join(tmpdir(), 'bzero-behind-'));
let organization: TestOrganization;
let engineer: TestPerson;
let gate: { id: string; name: string };
let postgresTarget: { id: string; name: string };
let mariaTarget: { id: string; name: string };
let wikiTarget: { id: string; name: string };
let sshd: Sshd;
let postgres: PostgresWithCertificates;
let maria: MariaDbWithCertificates;
let wiki: Server;

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const set = (id: string, data: object) => database().prisma.target.update({ where: { id }, data });

beforeAll(async () => {
  tunnelLogin();
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
  const target = (type: 'Bzero' | 'Db' | 'Web', name: string) => makeTarget(organization.id, { type, name });
  gate = await target('Bzero', 'gate');
  [postgresTarget, mariaTarget, wikiTarget] = [
    await target('Db', 'orders'),
    await target('Db', 'stock'),
    await target('Web', 'wiki'),
  ];
  const targetIds = [postgresTarget.id, mariaTarget.id, wikiTarget.id];
  const { ctx } = organization.admin;
  const child = await createPolicy(
    ctx,
    childDraft({ type: 'Proxy', targetIds, targetUsers: ['readonly'], verbs: [] }),
  );
  const jit = { subjectIds: [engineer.id], childIds: [child.id], automaticallyApproved: true };
  await createPolicy(ctx, jitPolicyDraft(jit));
  await set(gate.id, { host: '127.0.0.1' });
  await Promise.all([startDatabases(), startWiki()]);
  const behind = { host: 'localhost', proxyTargetId: gate.id };
  await set(postgresTarget.id, {
    ...behind,
    ...{ databaseType: 'Postgres', port: postgres.port, serverIdentity: postgres.serverCertificate },
  });
  await set(mariaTarget.id, {
    ...behind,
    ...{ databaseType: 'MariaDB', port: maria.port, serverIdentity: maria.serverCertificate },
  });
  await set(wikiTarget.id, { proxyTargetId: gate.id, host: `http://localhost:${portOf(wiki)}/start` });
  sshd = await startSshd(await getSshdSetup(ctx, { targetId: gate.id }));
  await set(gate.id, { port: sshd.port, serverIdentity: sshd.hostKey });
  serveZli();
}, 120_000);

afterAll(async () => {
  await Promise.all([sshd?.stop(), postgres?.stop(), maria?.stop()]);
  wiki?.close();
  rmSync(folder, { recursive: true });
});

/** Both databases have certificates for `localhost`, not for an address. */
async function startDatabases(): Promise<void> {
  const { ctx } = organization.admin;
  await set(mariaTarget.id, { databaseType: 'MariaDB' });
  const textsOf = async (targetId: string) => {
    const { sections } = await getDatabaseSetup(ctx, { targetId });
    return (name: string) => sections.find(({ title }) => title.endsWith(name))?.text ?? '';
  };
  const [ofPostgres, ofMaria] = [await textsOf(postgresTarget.id), await textsOf(mariaTarget.id)];
  [postgres, maria] = await Promise.all([
    startPostgresWithCertificates({
      authorities: [ofPostgres('bzero-ca.pem')],
      crl: await getCertificateRevocationList({ id: postgresTarget.id }),
      users: ['readonly'],
      host: 'localhost',
    }),
    startMariaDbWithCertificates({
      config: ofMaria('my.cnf'),
      authority: ofMaria('bzero-ca.pem'),
      crl: await getCertificateRevocationList({ id: mariaTarget.id }),
      host: 'localhost',
    }),
  ]);
  maria.run("CREATE USER readonly@'%';");
  maria.run(ofMaria('Users'));
  const program = (name: string, path: string) =>
    writeFileSync(join(world.programs, name), `#!/bin/sh\nexec ${path} "$@"\n`, { mode: 0o755 });
  program('psql', join(findPostgres(), 'psql'));
  program('mysql', findMariaDb().client);
}

async function startWiki(): Promise<void> {
  wiki = createServer((request, response) => response.end(`wiki ${request.url}`)).listen(0, '127.0.0.1');
  await once(wiki, 'listening');
}

/** The part of the API that zli calls, for the engineer. */
function serveZli(): void {
  const { ctx } = engineer;
  const serve = (route: string, answer: (id: string, body: Record<string, unknown>) => Promise<unknown>) => {
    const handle: Answer = ({ path, body }) =>
      answer(path.split('/')[1] ?? '', body).catch(({ code, message }) => refuse(403, code, message));
    world.server.on(route, handle);
  };
  serve('POST connections/universal', async (_, body) => presentOpened(await openConnection(ctx, body)));
  serve('POST connections/{id}/credential', async (connectionId, body) => {
    const { serial, validBefore, ...issued } = await issueCredential(ctx, { ...body, connectionId });
    return { ...issued, validBefore: validBefore.toISOString() };
  });
  serve('POST connections/{id}/watch', async (connectionId, body) => {
    const watched = await watchConnection(ctx, { ...body, connectionId });
    return { ...watched, accessExpirationTime: watched.ends?.toISOString() ?? null };
  });
  serve('PATCH connections/{id}/close', (connectionId) => closeConnection(ctx, { connectionId }));
}

/** Requests access, which a policy approves. */
async function gain(targetId: string): Promise<{ requestId: string; end(): Promise<unknown> }> {
  const targetUser = targetId === wikiTarget.id ? null : 'readonly';
  const input = { targetId, targetUser, targetGroups: [], verb: null, reason: 'Counting' };
  const { id: requestId } = await submitRequest(engineer.ctx, input);
  return { requestId, end: () => endGrant(organization.admin.ctx, { requestId }) };
}

/** The set-up of the server again, after a change of what is behind it. */
async function setUpAgain(): Promise<void> {
  const { principals } = await getSshdSetup(organization.admin.ctx, { targetId: gate.id });
  const lines = principals['bzero-tunnel'] ?? [];
  writeFileSync(join(sshd.folder, 'principals', tunnelLogin()), `${lines.join('\n')}\n`);
}

/** Opens a session, with the certificate for its tunnel in an agent, as zli has it. */
async function openTunnel(targetId: string) {
  const { connection } = await openConnection(engineer.ctx, { targetId });
  const key = makeKeyPair();
  const about = { connectionId: connection.id, publicKey: key.publicLine };
  const { certificate: certificateLine, principals } = await issueCredential(engineer.ctx, about);
  const socketPath = join(folder, connection.id.slice(0, 8));
  const agent = await startAgent({ socketPath, identities: () => [{ ...key, certificateLine }] });
  return { login: { sshd, account: tunnelLogin(), socketPath }, principals, stop: () => agent.close() };
}

/** Runs a line that zli printed. */
function runLine(line: string): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, PATH: `${world.programs}:${process.env.PATH}` };
  return promisify(execFile)('sh', ['-c', line], { env });
}

/** Calls `work` while the host of a database is one that its certificate is not for. */
async function withOtherHost(targetId: string, work: () => Promise<void>): Promise<void> {
  await set(targetId, { host: '127.0.0.1' });
  await setUpAgain();
  await work();
  await set(targetId, { host: 'localhost' });
  await setUpAgain();
}

const psql = ['--', 'psql', '-d', 'postgres', '-Atc', 'SELECT session_user'];

test('PostgreSQL at localhost of a server: through it, and checked by its own name', async () => {
  const access = await gain(postgresTarget.id);
  const run = await world.run(['connect', 'readonly@orders', ...psql]);
  expect(run).toEqual({ code: 0, stdout: 'readonly\n', stderr: '' });
  expect(sshd.log()).toContain(`Accepted publickey for ${tunnelLogin()}`);

  const shown = world.start(['connect', 'readonly@orders', '--customPort', String(await freePort())]);
  const [line = '', port] = await shown.waitForOutput(
    /PGHOSTADDR=127\.0\.0\.1 .* PGHOST=localhost PGPORT=(\d+) .*\n/,
  );
  expect(port).not.toBe(String(postgres.port));
  const ask = `${line.trim()} -d postgres -Atc 'SELECT session_user'`;
  expect(await runLine(ask)).toMatchObject({ stdout: 'readonly\n' });
  await access.end();
  expect((await shown.ended).code).toBe(8);
  await expect(runLine(`PGSSLCERT= PGHOSTADDR=127.0.0.1 PGPORT=${port} psql`)).rejects.toThrow('refused');

  const { end } = await gain(postgresTarget.id);
  await withOtherHost(postgresTarget.id, async () => {
    const { code, stderr } = await world.run(['connect', 'readonly@orders', ...psql]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('does not match host name "127.0.0.1"'),
    });
  });
  await end();
});

test('MariaDB at localhost of a server: the same, although its client knows only the address', async () => {
  const access = await gain(mariaTarget.id);
  const open = async () => {
    const zli = world.start(['connect', 'readonly@stock']);
    const [line = ''] = await zli.waitForOutput(/mysql .*--ssl-verify-server-cert\n/);
    return { zli, ask: `${line.trim()} --skip-column-names --execute='SELECT current_user()'` };
  };
  const { zli, ask } = await open();
  expect(ask).toContain(' --host=127.0.0.1 ');
  expect(await runLine(ask)).toMatchObject({ stdout: 'readonly@%\n' });
  // Another person of this computer can't read the key for the local port.
  const withoutKey = ask.replace(/ --ssl-cert=\S+ --ssl-key=\S+/, '');
  await expect(runLine(withoutKey)).rejects.toThrow('ERROR');
  await zli.waitForOutput('the client has no certificate for this port');
  await withOtherHost(mariaTarget.id, async () => {
    const other = await open();
    await expect(runLine(other.ask)).rejects.toThrow('ERROR');
    await other.zli.waitForOutput('does not match certificate');
    other.zli.child.kill('SIGINT');
    expect((await other.zli.ended).code).toBe(0);
  });
  await access.end();
  expect((await zli.ended).code).toBe(8);
  await expect(runLine(ask)).rejects.toThrow('ERROR');
});

test('a web app at localhost of a server is at a local port, until the access ends', async () => {
  const access = await gain(wikiTarget.id);
  const zli = world.start(['connect', 'wiki']);
  const [url = ''] = await zli.waitForOutput(/http:\/\/127\.0\.0\.1:\d+\/start/);
  expect(await (await fetch(url)).text()).toBe('wiki /start');
  await access.end();
  expect((await zli.ended).code).toBe(8);
  await expect(fetch(url)).rejects.toThrow();
});

test('the certificate for the tunnel opens neither a shell, nor another port, nor another target', async () => {
  const { requestId, end } = await gain(postgresTarget.id);
  const { login, principals, stop } = await openTunnel(postgresTarget.id);
  expect(principals).toEqual([`bz-db:${postgresTarget.id}`]);
  // `-W` carries stdin and stdout to an address. PostgreSQL says nothing until it is asked.
  const reach = (port: number) => ssh(login, ['-W', `localhost:${port}`]);
  expect(await reach(postgres.port)).toMatchObject({ code: 0 });
  expect(await reach(maria.port)).toMatchObject({
    code: 255,
    stderr: expect.stringContaining('administratively prohibited'),
  });
  expect(await ssh(login, [], 'echo in')).toMatchObject({
    code: 1,
    stdout: expect.not.stringMatching(/^in/m),
  });
  expect(await ssh({ ...login, account: 'root' }, [], 'echo in')).toMatchObject({ code: 255, stdout: '' });

  await end();
  await stop();
  const about = { organizationId: organization.id, requestId };
  await checkRevocation(about);
  expect(await findRevocationCheck(requestId)).toMatchObject({ state: 'StillOpen' });
  sshd.setKrl(await getKeyRevocationList({ organizationId: organization.id }));
  await checkRevocation(about);
  expect(await findRevocationCheck(requestId)).toMatchObject({
    state: 'Pending',
    detail: 'Could not check: orders is behind gate, so it can’t be verified from here.',
  });
});

test('a verification says what it can’t test, and that of the server tests the tunnels', async () => {
  const { ctx } = organization.admin;
  const ofDatabase = await verifyHost(ctx, { targetId: postgresTarget.id });
  expect(ofDatabase).toMatchObject({ ok: false, steps: [{ name: 'Connection', ok: null }] });
  expect(ofDatabase.steps[0]?.detail).toContain('orders is behind gate, so it can’t be verified from here.');
  expect((await verifyHost(ctx, { targetId: gate.id })).steps).toEqual(
    expect.arrayContaining([
      { name: 'Tunnel to orders', ok: true, detail: 'Accepted.' },
      { name: 'Tunnel to wiki', ok: true, detail: 'Accepted.' },
    ]),
  );
});

test('zli says what to do when the tunnel breaks, the server refuses it, or the proxy can’t be used', async () => {
  const { end } = await gain(wikiTarget.id);
  const zli = world.start(['connect', 'wiki']);
  await zli.waitForOutput('/start');
  execFileSync('pkill', ['-KILL', '-P', String(zli.child.pid), 'ssh']);
  expect(await zli.ended).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/The tunnel to wiki.* through gate has ended\. Connect again\./),
  });
  writeFileSync(join(sshd.folder, 'principals', tunnelLogin()), '');
  expect(await world.run(['connect', 'wiki'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('run the set-up script of the server that wiki is reached through again'),
  });
  const refused = async () =>
    (await refusal(openConnection(engineer.ctx, { targetId: wikiTarget.id }), 'unreachable')).message;
  await set(gate.id, { status: 'Terminated' });
  expect(await refused()).toBe(
    'wiki is behind gate, which is archived. Ask an admin to choose a server to go through, or none if your machine can reach wiki.',
  );
  const cluster = await makeTarget(organization.id, { type: 'Cluster', name: 'k8s' });
  await set(wikiTarget.id, { proxyTargetId: cluster.id });
  expect(await refused()).toContain('which is not a server, and zli only goes through servers');
  await set(postgresTarget.id, { proxyTargetId: cluster.id });
  const verified = await verifyHost(organization.admin.ctx, { targetId: postgresTarget.id });
  expect(verified.steps).toMatchObject([{ ok: false, detail: expect.stringContaining('is not a server') }]);
  await end();
});
