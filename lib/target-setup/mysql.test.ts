import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mysqlArgs } from '@/cli/databases/database-client';
import { writeCertificateFiles } from '@/cli/session/certificate-files';
import type { Connection } from '@/cli/session/connection';
import { endGrant } from '@/lib/access/end-grant';
import { submitRequest } from '@/lib/access/submit-request';
import { getCertificateRevocationList } from '@/lib/certificates/get-revocation-list';
import { issueCredential } from '@/lib/certificates/issue-credential';
import { openConnection } from '@/lib/connections/open-connection';
import { database } from '@/lib/db/client';
import { createPolicy } from '@/lib/policies/create-policy';
import { makeP256KeyPair } from '@/lib/x509/key-pair';
import { childDraft, jitPolicyDraft, makeOrganization, makeTarget, signIn } from '@/test/factories';
import { type MariaDbWithCertificates, startMariaDbWithCertificates } from '@/test/mariadb-with-certificates';
import { useDatabase } from '@/test/use-database';
import { getDatabaseSetup } from './get-database-setup';

useDatabase();

const keys = makeP256KeyPair();
const folder = mkdtempSync(join(tmpdir(), 'bzero-mysql-'));
let world: Awaited<ReturnType<typeof withDatabase>>;
let setup: Map<string, string>;
let server: MariaDbWithCertificates;

describe('a MariaDB with the set-up of its page', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    world = await withDatabase();
    const { organization, target } = world;
    const { sections } = await getDatabaseSetup(organization.admin.ctx, { targetId: target.id });
    setup = new Map(sections.map(({ title, text }) => [title, text]));
    server = await startMariaDbWithCertificates({
      config: setup.get('my.cnf') ?? '',
      authority: setup.get('bzero-ca.pem') ?? '',
      crl: await crl(),
    });
    server.run("CREATE USER readonly@'%' IDENTIFIED BY 'was one'; CREATE USER admin@'%';");
    server.run(setup.get('Users') ?? '');
  }, 60_000);

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test('accepts a certificate only for its target user', async () => {
    const { certificate, requestId } = await gain();
    expect(await logIn({ certificate })).toBe('readonly@%');
    await expect(logIn({ certificate, targetUser: 'admin' })).rejects.toThrow('Access denied');
    await expect(logIn({})).rejects.toThrow('Access denied');
    await endGrant(world.organization.admin.ctx, { requestId });
  });

  test('R20 refuses the same target user with a certificate for another database', async () => {
    const { organization, engineer } = world;
    const other = await makeTarget(organization.id, { type: 'Db' });
    const data = { databaseType: 'MariaDB', host: '127.0.0.1' };
    await database().prisma.target.update({ where: { id: other.id }, data });
    const covers = { targetIds: [other.id], targetUsers: ['readonly'], verbs: [], subjectIds: [engineer.id] };
    await createPolicy(organization.admin.ctx, childDraft({ type: 'Proxy', ...covers }));
    const { connection } = await openConnection(engineer.ctx, { targetId: other.id });
    const about = { connectionId: connection.id, publicKey: keys.publicPem };
    const { certificate } = await issueCredential(engineer.ctx, about);
    await expect(logIn({ certificate })).rejects.toThrow(/unknown ca|Access denied|Lost connection/i);
    // Even a server that trusts every authority of the organization lets only this one in.
    const { sections } = await getDatabaseSetup(organization.admin.ctx, { targetId: other.id });
    const otherCa = sections.find(({ title }) => title === 'bzero-ca.pem')?.text ?? '';
    const trusting = await startMariaDbWithCertificates({
      config: setup.get('my.cnf') ?? '',
      authority: `${setup.get('bzero-ca.pem')}${otherCa}`,
      crl: (await crl()) + (await getCertificateRevocationList({ id: other.id })),
    });
    try {
      trusting.run("CREATE USER readonly@'%'; CREATE USER admin@'%';");
      trusting.run(setup.get('Users') ?? '');
      await expect(logIn({ certificate, server: trusting })).rejects.toThrow('Access denied');
      const own = await gain();
      expect(await logIn({ ...own, server: trusting })).toBe('readonly@%');
      await endGrant(organization.admin.ctx, { requestId: own.requestId });
    } finally {
      await trusting.stop();
    }
  });

  test('refuses a revoked certificate after the cron job has run', async () => {
    const { certificate, requestId } = await gain();
    await endGrant(world.organization.admin.ctx, { requestId });
    const [, line = ''] =
      /^\* \* \* \* \* root (.*)$/m.exec(setup.get('Cron job (every minute)') ?? '') ?? [];
    const atConsole = /https?:\S+\/crl/;
    expect(line).toMatch(atConsole);
    const answer = join(folder, 'answer');
    const run = () => server.runAsCron(line.replace(atConsole, `file://${answer}`));
    writeFileSync(answer, '<h1>The page of a proxy</h1>');
    expect(run).toThrow();
    expect(await logIn({ certificate })).toBe('readonly@%');
    writeFileSync(answer, await crl());
    run();
    // In TLS 1.3 the reason is often lost with the connection.
    await expect(logIn({ certificate })).rejects.toThrow(/certificate revoked|Lost connection/i);
    expect(await logIn(await gain())).toBe('readonly@%');
  });
});

/** A database that an engineer can request. */
async function withDatabase() {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const target = await makeTarget(organization.id, { type: 'Db' });
  const data = { databaseType: 'MariaDB', host: '127.0.0.1' };
  await database().prisma.target.update({ where: { id: target.id }, data });
  const child = await createPolicy(
    organization.admin.ctx,
    childDraft({ type: 'Proxy', targetIds: [target.id], targetUsers: ['admin', 'readonly'], verbs: [] }),
  );
  const jit = { subjectIds: [engineer.id], childIds: [child.id], automaticallyApproved: true };
  await createPolicy(organization.admin.ctx, jitPolicyDraft(jit));
  return { organization, engineer, target };
}

/** Requests access as readonly, and issues a certificate. */
async function gain(): Promise<{ certificate: string; requestId: string }> {
  const { ctx } = world.engineer;
  const targetId = world.target.id;
  const input = { targetId, targetUser: 'readonly', targetGroups: [], verb: null, reason: 'Counting' };
  const { id: requestId } = await submitRequest(ctx, input);
  const { connection } = await openConnection(ctx, { targetId });
  const about = { connectionId: connection.id, publicKey: keys.publicPem };
  return { certificate: (await issueCredential(ctx, about)).certificate, requestId };
}

function crl(): Promise<string> {
  return getCertificateRevocationList({ id: world.target.id });
}

/** Logs in with the arguments that zli passes to the client, and returns the account. */
async function logIn(as: {
  certificate?: string;
  targetUser?: string;
  server?: MariaDbWithCertificates;
}): Promise<string> {
  const at = as.server ?? server;
  const connection = {
    remoteHost: '127.0.0.1',
    remotePort: at.port,
    targetUser: as.targetUser ?? 'readonly',
    serverIdentity: at.serverCertificate,
  } as Connection;
  const { files, use } = writeCertificateFiles(folder, keys.privatePem, connection);
  use({ certificate: as.certificate ?? '' } as Parameters<typeof use>[0]);
  const args = mysqlArgs(connection, files, true).filter(
    (arg) => as.certificate || !/-(cert|key)=/.test(arg),
  );
  const sql = ['--batch', '--skip-column-names', '--execute=SELECT CURRENT_USER()'];
  return (await promisify(execFile)('mariadb', [...args, ...sql])).stdout.trim();
}
