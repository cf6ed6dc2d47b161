import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { bareHost } from '@/lib/core/target/host-address';
import { databaseProtocol } from '@/lib/core/target/target';
import type { CertificateFiles } from '../session/certificate-files';
import type { Connection } from '../session/connection';
import type { Program, Variables } from '../session/run-program';

/** How to connect to a database with a client certificate. */
export type DatabaseClient = {
  /** the usual client; null for an unknown type of database */
  program: Program | null;
  /** variables for other programs; undefined removes a variable of the user's environment */
  env: Variables;
};

/**
 * Chooses the client by the database type. With `localPort` it connects to that port of this computer, which leads to the
 * database.
 */
export function databaseClient(
  database: Connection,
  files: CertificateFiles,
  localPort: number | null = null,
): DatabaseClient {
  const isLocal = localPort !== null;
  const connection = isLocal ? { ...database, remoteHost: '127.0.0.1', remotePort: localPort } : database;
  const env = commonEnv(connection, files);
  const protocol = databaseProtocol(connection.databaseType);
  if (protocol === 'postgres') {
    const all = { ...env, ...postgresEnv(connection, files) };
    // libpq checks the certificate by the name, and connects to the address.
    if (isLocal) Object.assign(all, { PGHOST: bareHost(database.remoteHost), PGHOSTADDR: '127.0.0.1' });
    return { program: { command: 'psql', args: [], env: all }, env: all };
  }
  if (protocol === 'mysql') {
    const all = {
      ...env,
      MYSQL_PWD: undefined,
      LIBMYSQL_ENABLE_CLEARTEXT_PLUGIN: undefined,
      // --no-defaults does not keep MySQL's client from the passwords in ~/.mylogin.cnf.
      MYSQL_TEST_LOGIN_FILE: noSuchFile(files),
      MYSQL_HOST: bareHost(connection.remoteHost),
      MYSQL_TCP_PORT: env.ZLI_PORT ?? '',
    };
    return {
      program: { command: 'mysql', args: mysqlArgs(connection, files, isMariaDb()), env: all },
      env: all,
    };
  }
  return { program: null, env };
}

function commonEnv({ remoteHost, remotePort, targetUser }: Connection, files: CertificateFiles) {
  return {
    ZLI_HOST: bareHost(remoteHost),
    ZLI_PORT: String(remotePort ?? ''),
    ZLI_USER: targetUser,
    ZLI_CERT: files.certificate,
    ZLI_KEY: files.key,
    ...(files.authority && { ZLI_CA: files.authority }),
  };
}

/**
 * What the person's environment and a service file set for other servers. It could redirect the connection,
 * make it fail or weaken it. The names are from https://www.postgresql.org/docs/current/libpq-envars.html.
 */
const withoutOwnSettings: Variables = Object.fromEntries(
  [
    'PGHOSTADDR',
    'PGSERVICE',
    'PGSERVICEFILE',
    'PGPASSWORD',
    'PGOPTIONS',
    'PGREQUIREAUTH',
    'PGREQUIREPEER',
    'PGREQUIRESSL',
    'PGCHANNELBINDING',
    'PGSSLCERTMODE',
    'PGSSLCRLDIR',
    'PGSSLSNI',
    'PGSSLCOMPRESSION',
    'PGSSLNEGOTIATION',
    'PGSSLMINPROTOCOLVERSION',
    'PGSSLMAXPROTOCOLVERSION',
    'PGKRBSRVNAME',
    'PGGSSLIB',
    'PGGSSDELEGATION',
    'PGTARGETSESSIONATTRS',
    'PGLOADBALANCEHOSTS',
    'PGMINPROTOCOLVERSION',
    'PGMAXPROTOCOLVERSION',
  ].map((name) => [name, undefined]),
);

function postgresEnv({ remoteHost, remotePort, targetUser }: Connection, files: CertificateFiles) {
  const nowhere = noSuchFile(files);
  return {
    ...withoutOwnSettings,
    // The default, prefer, tries Kerberos first, which offers no certificate.
    PGGSSENCMODE: 'disable',
    PGHOST: bareHost(remoteHost),
    PGPORT: String(remotePort ?? 5432),
    PGUSER: targetUser,
    PGSSLMODE: files.authority ? 'verify-full' : 'require',
    PGSSLCERT: files.certificate,
    PGSSLKEY: files.key,
    // If unset, libpq and psql use the person's own files, which are for other servers: ~/.postgresql/root.crt and
    // root.crl, ~/.pgpass, whose password would replace a missing certificate, and ~/.psqlrc, which can connect elsewhere.
    PGSSLROOTCERT: files.authority ?? nowhere,
    PGSSLCRL: nowhere,
    PGPASSFILE: nowhere,
    PSQLRC: nowhere,
  };
}

/** A path beside the key, where nothing is. */
function noSuchFile(files: CertificateFiles): string {
  return join(dirname(files.key), 'no-such-file');
}

/** The arguments of `mysql`. The clients of MySQL and MariaDB differ in the options for TLS. */
export function mysqlArgs(connection: Connection, files: CertificateFiles, isMariaDb: boolean): string[] {
  const { remoteHost, remotePort, targetUser } = connection;
  const ca = files.authority ? [`--ssl-ca=${files.authority}`] : [];
  const check = isMariaDb
    ? [files.authority ? '--ssl-verify-server-cert' : '--ssl']
    : [`--ssl-mode=${files.authority ? 'VERIFY_IDENTITY' : 'REQUIRED'}`];
  return [
    // It must be the first. The person's option files could redirect the connection or set a password.
    '--no-defaults',
    '--protocol=TCP',
    `--host=${bareHost(remoteHost)}`,
    `--port=${remotePort ?? 3306}`,
    `--user=${targetUser}`,
    `--ssl-cert=${files.certificate}`,
    `--ssl-key=${files.key}`,
    ...ca,
    ...check,
  ];
}

function isMariaDb(): boolean {
  return /mariadb/i.test(spawnSync('mysql', ['--version'], { encoding: 'utf8' }).stdout ?? '');
}
