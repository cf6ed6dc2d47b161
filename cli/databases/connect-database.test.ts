import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { useZli } from '@/test/run-zli';
import { connectionId, inSeconds, sampleConnection } from '@/test/zli-samples';
import { watchAnswer } from '@/test/zli-server';
import type { Connection } from '../session/connection';
import { mysqlArgs } from './database-client';

const world = useZli();
const orders = {
  targetName: 'orders-db',
  targetType: 'Db',
  targetUser: 'postgres',
  verbType: '',
  remoteHost: 'db.acme.test',
  remotePort: 5432,
  databaseType: 'Postgres',
} as const;
let closed: object | null;
let serial: number;
let seconds: number;

const connectTo = (more: Partial<Connection> = {}) =>
  world.server.on('POST connections/universal', sampleConnection({ ...orders, ...more }));

beforeEach(() => {
  [closed, serial, seconds] = [null, 0, 300];
  connectTo();
  world.server.on(`POST connections/${connectionId}/credential`, () => ({
    certificate: `CERTIFICATE ${++serial}\n`,
    authority: 'AUTHORITY',
    validBefore: inSeconds(seconds),
  }));
  const watch = watchAnswer(
    () => closed && { state: 'Closed', accessExpirationTime: null, ...closed },
    () => ({}),
  );
  world.server.on(`POST connections/${connectionId}/watch`, watch);
  world.server.on(`PATCH connections/${connectionId}/close`, () => undefined);
  world.server.calls.length = 0;
});

const show = (...names: string[]) => [
  '--',
  'sh',
  '-c',
  names.map((name) => `printf '%s\\n' "$${name}"`).join('; '),
];
const connect = (...args: string[]) =>
  world.start(['connect', 'postgres@orders-db', ...args], { env: { PGSERVICE: 'mine', HOME: world.folder } });

describe('a command with the variables of the client', () => {
  test('host, port, user, certificate and key, for psql and for others', async () => {
    const { stdout, code } = await connect(
      ...show('PGHOST', 'PGPORT', 'PGUSER', 'PGSSLMODE', 'PGSERVICE', 'ZLI_HOST', 'ZLI_USER'),
    ).ended;
    expect({ code, lines: stdout.trim().split('\n') }).toEqual({
      code: 0,
      lines: ['db.acme.test', '5432', 'postgres', 'require', '', 'db.acme.test', 'postgres'],
    });
  });

  test('settings for other servers in the environment are removed', async () => {
    const own = {
      PGHOSTADDR: '192.0.2.1',
      PGSERVICEFILE: '/nowhere',
      PGCHANNELBINDING: 'require',
      PGREQUIREAUTH: 'scram-sha-256',
      PGGSSENCMODE: 'require',
      PGSSLMAXPROTOCOLVERSION: 'TLSv1',
      PGOPTIONS: '-c nothing=1',
      PGSSLCERTMODE: 'disable',
      PGSSLNEGOTIATION: 'direct',
      PGTARGETSESSIONATTRS: 'standby',
      PGPASSWORD: 'secret',
    };
    const args = ['connect', 'postgres@orders-db', ...show(...Object.keys(own))];
    const { stdout } = await world.run(args, { env: own });
    expect(stdout.split('\n').filter(Boolean)).toEqual(['disable']);
  });

  test('the files are readable by the owner only, and are deleted afterwards', async () => {
    const { stdout } = await connect(
      '--',
      'sh',
      '-c',
      'cat "$PGSSLCERT"; head -1 "$PGSSLKEY"; stat -c "%a %n" "$PGSSLCERT" "$PGSSLKEY" "$(dirname "$PGSSLKEY")"; test -e "$PGSSLROOTCERT" || echo none',
    ).ended;
    const [certificate, key, ...modes] = stdout.trim().split('\n');
    expect([certificate, key]).toEqual(['CERTIFICATE 1', '-----BEGIN PRIVATE KEY-----']);
    expect(modes.map((line) => line.split(' ')[0])).toEqual(['600', '600', '700', 'none']);
    const folder = modes[2]?.split(' ')[1] ?? '';
    expect(folder).toContain('zli-');
    expect(existsSync(folder)).toBe(false);
    expect(world.server.calls.find(({ path }) => path.endsWith('credential'))?.body.publicKey).toMatch(
      /^-----BEGIN PUBLIC KEY-----/,
    );
  });

  test.each(['::1', '[::1]'])('the IPv6 address %s has no brackets in the variables', async (remoteHost) => {
    connectTo({ remoteHost });
    const { stdout } = await connect(...show('PGHOST', 'ZLI_HOST')).ended;
    expect(stdout).toBe('::1\n::1\n');
  });

  test('a known authority of the server is verified', async () => {
    connectTo({ serverIdentity: 'SERVER CA' });
    const { stdout } = await connect('--', 'sh', '-c', 'echo $PGSSLMODE; cat $PGSSLROOTCERT').ended;
    expect(stdout).toBe('verify-full\nSERVER CA');
  });
});

test('without a terminal, prints the command and renews the certificate until Ctrl-C', async () => {
  seconds = 61;
  const zli = connect();
  const [line] = await zli.waitForOutput(/^.*psql\n/);
  expect(line).toMatch(
    /^PGGSSENCMODE=disable PGHOST=db\.acme\.test PGPORT=5432 PGUSER=postgres PGSSLMODE=require PGSSLCERT=\S+ PGSSLKEY=\S+ PGSSLROOTCERT=\S+ PGSSLCRL=\S+ PGPASSFILE=\S+ PSQLRC=\S+ psql\n$/,
  );
  const certificate = /PGSSLCERT=(\S+)/.exec(line ?? '')?.[1] ?? '';
  await expect.poll(() => readFileSync(certificate, 'utf8')).toBe('CERTIFICATE 2\n');
  zli.child.kill('SIGINT');
  expect((await zli.ended).code).toBe(0);
  expect(existsSync(certificate)).toBe(false);
  expect(world.server.count(`PATCH connections/${connectionId}/close`)).toBe(1);
});

test('on a terminal, the client runs until the access ends', async () => {
  writeFileSync(
    join(world.programs, 'psql'),
    '#!/bin/sh\n[ "$1" = --version ] && exit\necho "psql as $PGUSER"\nexec sleep 60\n',
    { mode: 0o755 },
  );
  const zli = world.start(['connect', 'postgres@orders-db'], { isTerminal: true });
  await zli.waitForOutput('psql as postgres');
  closed = { closeReason: 'access-ended', message: 'Your access to orders-db ended.' };
  const { code, stdout } = await zli.ended;
  expect(code).toBe(8);
  expect(stdout).toContain('Your access to orders-db ended.');
});

test('a database without a known client gets variables', async () => {
  connectTo({ databaseType: 'MongoDB' });
  const zli = connect();
  await zli.waitForOutput(
    /^ZLI_HOST=db\.acme\.test ZLI_PORT=5432 ZLI_USER=postgres ZLI_CERT=\S+ ZLI_KEY=\S+\n/,
  );
  zli.child.kill('SIGTERM');
  expect((await zli.ended).code).toBe(143);
});

test('mysql gets no password of ~/.mylogin.cnf, which it reads in spite of --no-defaults', async () => {
  connectTo({ databaseType: 'MySQL', remotePort: 3306 });
  const show = 'test -e "$MYSQL_TEST_LOGIN_FILE" || echo "none $MYSQL_PWD$LIBMYSQL_ENABLE_CLEARTEXT_PLUGIN"';
  const env = {
    MYSQL_TEST_LOGIN_FILE: '/etc/passwd',
    MYSQL_PWD: 'secret',
    LIBMYSQL_ENABLE_CLEARTEXT_PLUGIN: '1',
  };
  const { stdout } = await world.run(['connect', 'postgres@orders-db', '--', 'sh', '-c', show], { env });
  expect(stdout).toBe('none \n');
});

test('the clients of MySQL and MariaDB get their own TLS options', () => {
  const connection = sampleConnection({ ...orders, databaseType: 'MySQL', remotePort: 3306 });
  const files = { certificate: '/c', key: '/k', authority: '/a' };
  const common = [
    '--no-defaults',
    '--protocol=TCP',
    '--host=db.acme.test',
    '--port=3306',
    '--user=postgres',
    '--ssl-cert=/c',
    '--ssl-key=/k',
  ];
  expect(mysqlArgs(connection, files, false)).toEqual([
    ...common,
    '--ssl-ca=/a',
    '--ssl-mode=VERIFY_IDENTITY',
  ]);
  expect(mysqlArgs(connection, files, true)).toEqual([...common, '--ssl-ca=/a', '--ssl-verify-server-cert']);
  expect(mysqlArgs(connection, { ...files, authority: null }, false)).toEqual([
    ...common,
    '--ssl-mode=REQUIRED',
  ]);
});

test('the address of a web app goes to stdout, and the connection is closed', async () => {
  connectTo({ targetType: 'Web', targetUser: '', remoteHost: 'https://wiki.acme.test/' });
  expect(await world.run(['connect', 'wiki'])).toMatchObject({
    code: 0,
    stdout: 'https://wiki.acme.test/\n',
    stderr: '',
  });
  expect(world.server.count(`PATCH connections/${connectionId}/close`)).toBe(1);
});
