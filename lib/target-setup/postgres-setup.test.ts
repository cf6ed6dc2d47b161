import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { databaseClient } from '@/cli/databases/database-client';
import { writeCertificateFiles } from '@/cli/session/certificate-files';
import type { Connection } from '@/cli/session/connection';
import { makeX509Authority, readX509Authority, type X509Authority } from '@/lib/x509/authority';
import { signClientCertificate } from '@/lib/x509/client-certificate';
import { makeP256KeyPair } from '@/lib/x509/key-pair';
import { writeCrl } from '@/lib/x509/revocation-list';
import { databaseAccount } from '@/server/postgres/account';
import { onServer, withClient } from '@/test/database-address';
import { writeDatabaseFile } from '@/test/database-file';
import { makeServerCertificate } from '@/test/server-certificate';
import { type SystemPostgres, startSystemPostgres } from '@/test/system-postgres';
import { postgresSections } from './postgres-setup';

const now = new Date();
const pair = makeP256KeyPair();
let authority: X509Authority;
let ca: string;
let postgres: SystemPostgres;
let url: string;
let data: string;
let listServer: Server;
/** What the console answers to the request for the list. */
let list: string;
/** The sections of the page, by title. */
let page: Map<string, string>;

// Making a cluster takes a busy machine many seconds.
describe('PostgreSQL with the set-up of its page', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    const pem = await makeX509Authority(now);
    ca = pem.certificate;
    authority = await readX509Authority(pem);
    list = await crl([]);
    listServer = createServer((_, response) => response.end(list)).listen(0, '127.0.0.1');
    await once(listServer, 'listening');
    postgres = await startSystemPostgres();
    url = postgres.urls('postgres').superUrl;
    data = (await rows<{ data_directory: string }>('SHOW data_directory'))[0]?.data_directory ?? '';
    const own = await makeServerCertificate();
    writeDatabaseFile(join(data, 'server.crt'), own.certificate);
    writeDatabaseFile(join(data, 'server.key'), own.privateKey);
    for (const role of ['orders', '"o\'neil"', 'team', 'member IN ROLE team'])
      await onServer(url, `CREATE ROLE ${role} LOGIN`);
    page = sectionsFor(['orders', "o'neil"]);
  }, 60_000);

  afterAll(async () => {
    listServer.close();
    await postgres.stop();
  });

  test('works in the order of the page, and refuses a revoked certificate after the cron job has run', async () => {
    writeDatabaseFile(join(data, 'bzero-ca.pem'), ca);
    expect(await runAsCron(page.get('Revocation list (once)'))).toBe('');
    appendFileSync(join(data, 'postgresql.conf'), page.get('postgresql.conf') ?? '');
    writeHba(page.get('pg_hba.conf') ?? '');
    await reload();
    expect(await check()).toEqual([
      expect.stringMatching(
        /^ok For o'neil, PostgreSQL uses line 4 of .*pg_hba.conf: "hostssl all o'neil all cert"\.$/,
      ),
      expect.stringMatching(/^ok For orders, PostgreSQL uses line 3 of /),
      `ok PostgreSQL uses the data folder ${data} and the file ${data}/pg_hba.conf.`,
      'ok bzero-ca.pem is the one of this page.',
      'ok bzero-crl.pem is up to date.',
      'ok ssl is on.',
      'ok ssl_ca_file is bzero-ca.pem.',
      'ok ssl_crl_file is bzero-crl.pem.',
    ]);
    expect(await logIn('orders', 7n)).toBe('orders');
    list = await crl([7n]);
    expect(await runAsCron(cronCommand())).toBe('');
    await expect.poll(() => logIn('orders', 7n).catch(String)).toContain('certificate revoked');
    expect(await logIn('orders', 8n)).toBe('orders');
  });

  test('psql of zli ignores what the person has for other servers, and a password replaces no certificate', async () => {
    const home = mkdtempSync(join(tmpdir(), 'bzero-home-'));
    const own = makeServerCertificate();
    mkdirSync(join(home, '.postgresql'));
    writeFileSync(join(home, '.psqlrc'), '\\! echo the file of the person ran\n');
    writeFileSync(join(home, '.pgpass'), '*:*:*:*:secret\n', { mode: 0o600 });
    writeFileSync(join(home, '.pg_service.conf'), '[mine]\nhost=192.0.2.1\n');
    writeFileSync(join(home, '.postgresql/root.crt'), (await own).certificate);
    writeFileSync(join(home, '.postgresql/root.crl'), list);
    const port = Number(new URL(url).port);
    const connection = {
      remoteHost: '127.0.0.1',
      remotePort: port,
      targetUser: 'orders',
      databaseType: 'Postgres',
      serverIdentity: readFileSync(join(data, 'server.crt'), 'utf8'),
    } as Connection;
    const { files, use } = writeCertificateFiles(home, pair.privatePem, connection);
    const ask = async () => {
      const { program } = databaseClient(connection, files);
      const env = {
        ...process.env,
        HOME: home,
        PGSERVICE: 'mine',
        PGOPTIONS: '-c nothing=1',
        ...program?.env,
      };
      const args = [...(program?.args ?? []), '-At', '-w', '-d', 'postgres', '-c', 'SELECT current_user'];
      return promisify(execFile)(program?.command ?? '', args, { env }).then(({ stdout }) => stdout);
    };
    use({ certificate: await certificateFor('orders', 9n), validBefore: '' });
    expect(await ask()).toBe('orders\n');
    await onServer(url, "ALTER ROLE orders PASSWORD 'secret'");
    writeHba('hostssl all orders all scram-sha-256\n');
    await reload();
    await expect(ask()).rejects.toThrow('no password supplied');
    writeHba(page.get('pg_hba.conf') ?? '');
    await reload();
    rmSync(home, { recursive: true });
  });

  test('the last list stays while a proxy answers for the console, and while PostgreSQL is down', async () => {
    const before = readFileSync(join(data, 'bzero-crl.pem'), 'utf8');
    const kept = list;
    list = '<h1>Sign in</h1>';
    await expect(runAsCron(cronCommand())).rejects.toThrow();
    list = kept;
    await expect(runAsCron(cronCommand(sectionsFor(['orders'], 1)))).rejects.toThrow();
    expect(readFileSync(join(data, 'bzero-crl.pem'), 'utf8')).toBe(before);
  });

  describe('the check names', () => {
    const own = 'hostssl all orders all cert\n';
    afterEach(async () => {
      await onServer(url, 'ALTER SYSTEM RESET ALL');
      writeHba(page.get('pg_hba.conf') ?? '');
      writeDatabaseFile(join(data, 'bzero-ca.pem'), ca);
      await reload();
    });

    test.each([
      ['a line for all users', 'host all all 10.0.0.0/8 scram-sha-256\n', 'orders'],
      ['a line for one database', 'host sales orders all md5\n', 'orders'],
      ['a line that refuses', 'host all orders all reject\n', 'orders'],
      ['a line that maps names', 'hostssl all all all cert map=anyone\n', 'orders'],
      ['a line for the members of a role', 'host all +team all md5\n', 'member'],
    ])('%s above the line of the page', async (_, line, user) => {
      writeHba(`${line}${own.replace('orders', user)}`);
      const [first] = await check([user]);
      expect(first).toContain(`change For ${user}, line 3 of ${data}/pg_hba.conf comes first: "`);
    });

    test.each([
      ['for replication', 'host replication all all md5\n'],
      ['for other roles', 'host all +team,postgres all md5\n'],
      ['for connections without TLS', 'hostnossl all all all md5\n'],
      ['below', ''],
    ])('no line %s', async (_, line) => {
      writeHba(`${line}${own}host all all all scram-sha-256\n`);
      expect((await check(['orders'])).filter((one) => one.startsWith('change'))).toEqual([]);
    });

    test('a line that PostgreSQL can’t read, and a user without a line', async () => {
      writeHba('hostssl all orders all certificate\n');
      const lines = await check(['orders']);
      expect(lines).toContainEqual(
        expect.stringMatching(
          /^change In line 3 of .*pg_hba.conf: invalid authentication method "certificate"/,
        ),
      );
      expect(lines).toContainEqual(
        expect.stringMatching(/^change For orders, no line of .* requires a cert/),
      );
    });

    test('a setting that wins elsewhere, with its place, another authority, and a role that does not exist', async () => {
      await onServer(url, "ALTER SYSTEM SET ssl_ca_file = 'server.crt'");
      await onServer(url, "ALTER SYSTEM SET ssl_crl_dir = '/lists'");
      await reload();
      writeDatabaseFile(join(data, 'bzero-ca.pem'), 'another');
      const lines = await check(['nobody']);
      expect(lines).toContainEqual(
        expect.stringMatching(
          /^change ssl_ca_file is "server.crt" \(.*postgresql.auto.conf, line \d+\)\. Change it to "bzero-ca.pem", then/,
        ),
      );
      expect(lines).toContain('ok PostgreSQL also reads the lists in ssl_crl_dir, /lists.');
      expect(lines).toContainEqual(expect.stringContaining('change bzero-ca.pem in'));
      expect(lines).toContain("change The role nobody does not exist, or can't log in.");
    });
  });
});

function sectionsFor(users: string[], port = Number(new URL(url).port)): Map<string, string> {
  const address = `http://127.0.0.1:${(listServer.address() as AddressInfo).port}/crl?a=%20$HOME&b='c'`;
  const sections = postgresSections({ ca, crl: address, users, port });
  return new Map(sections.map(({ title, text }) => [title, text]));
}

/** The command of the cron job, as cron reads it. */
function cronCommand(sections = page): string {
  const [, command = ''] =
    /^\* \* \* \* \* postgres (.*)$/m.exec(sections.get('Cron job (every minute)') ?? '') ?? [];
  return command.replaceAll('\\%', '%');
}

/** Runs a line as cron does. PGHOST and PGUSER are for PostgreSQL's usual socket and account, which this one does not have. */
async function runAsCron(line = ''): Promise<string> {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', PGHOST: '127.0.0.1', PGUSER: 'postgres' };
  const options = { cwd: '/', env: env as unknown as NodeJS.ProcessEnv, ...databaseAccount() };
  const { stdout, stderr } = await promisify(execFile)('/bin/sh', ['-c', line], options);
  return stdout + stderr;
}

function writeHba(lines: string): void {
  // The tests themselves connect without TLS.
  writeFileSync(join(data, 'pg_hba.conf'), `hostnossl all postgres all trust\n\n${lines}`);
}

async function reload(): Promise<void> {
  const loaded = async () => (await rows('SELECT pg_conf_load_time()::text AS at'))[0];
  const before = await loaded();
  await onServer(url, 'SELECT pg_reload_conf()');
  await expect.poll(loaded).not.toEqual(before);
}

async function rows<T extends object>(sql: string): Promise<T[]> {
  return withClient(url, async (client) => (await client.query(sql)).rows as T[]);
}

/** The rows of the check on the page, those with what to change first. */
async function check(users?: string[]): Promise<string[]> {
  const sql = (users ? sectionsFor(users) : page).get('Check') ?? '';
  const [set = '', ...query] = sql.split('\n');
  return withClient(url, async (client) => {
    await client.query(set);
    const found = (await client.query(query.join('\n'))).rows as { result: string; finding: string }[];
    return found.map(({ result, finding }) => `${result} ${finding}`).sort();
  });
}

function crl(serials: bigint[]): Promise<string> {
  return writeCrl({ authority, revoked: serials.map((serial) => ({ serial, revokedAt: now })), now });
}

function certificateFor(commonName: string, serial: bigint): Promise<string> {
  return signClientCertificate({
    authority,
    publicKeyPem: pair.publicPem,
    commonName,
    organizations: [],
    serial,
    validAfter: new Date(now.getTime() - 60_000),
    validBefore: new Date(now.getTime() + 300_000),
  });
}

/** Logs in over TLS and returns the user. */
async function logIn(user: string, serial: bigint): Promise<string> {
  const certificate = await certificateFor(user, serial);
  const client = new Client({
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    user,
    database: 'postgres',
    // In 1.3 a client that is refused learns why only when nothing breaks the connection first.
    ssl: { maxVersion: 'TLSv1.2', rejectUnauthorized: false, cert: certificate, key: pair.privatePem },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query('SELECT current_user AS name')).rows[0].name;
  } finally {
    await client.end().catch(() => undefined);
  }
}
