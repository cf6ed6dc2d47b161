import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@/bench/free-port';
import { findMariaDb } from '@/scripts/mariadb';
import { databaseAccount } from '@/scripts/postgres/account';
import { makeServerCertificate } from './server-certificate';

export type MariaDbWithCertificates = {
  port: number;
  /** The server's own certificate, for clients to believe: PEM. */
  serverCertificate: string;
  /** Runs SQL as the server's own admin. */
  run(sql: string): void;
  /** Puts another list of the revoked in the place of the one before; the server reads it when it is told to. */
  setCrl(pem: string): void;
  stop(): Promise<void>;
};

/**
 * Starts a real MariaDB on 127.0.0.1 with lines of my.cnf as an admin is shown them.
 *
 * @param options.config the lines, whose files are those of /etc/mysql
 * @param options.authority the PEM certificates that it believes
 * @param options.crl their revocation lists, PEM
 */
export async function startMariaDbWithCertificates(options: {
  config: string;
  authority: string;
  crl: string;
}): Promise<MariaDbWithCertificates> {
  const { server, client } = findMariaDb();
  const folder = mkdtempSync(join(tmpdir(), 'bzero-mariadb-'));
  chmodSync(folder, 0o711); // root runs it as somebody else, who must get through
  const { uid, gid } = databaseAccount();
  const give = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
    return path;
  };
  const own = await makeServerCertificate();
  give('bzero-ca.pem', options.authority);
  give('bzero-crl.pem', options.crl);
  const port = await freePort();
  const data = mkdtempSync(join(folder, 'data-'));
  if (uid !== undefined && gid !== undefined) chownSync(data, uid, gid);
  const socket = join(data, 'socket');
  const config = give(
    'my.cnf',
    `${options.config.replaceAll('/etc/mysql/', `${folder}/`)}
ssl_cert = ${give('server.pem', own.certificate)}
ssl_key = ${give('server.key', own.privateKey)}
datadir = ${data}
socket = ${socket}
pid_file = ${join(data, 'pid')}
port = ${port}
bind_address = 127.0.0.1
innodb_flush_log_at_trx_commit = 0
innodb_log_file_size = 4M
`,
  );
  const as = uid === undefined ? {} : { uid, gid };
  execFileSync(
    'mariadb-install-db',
    [`--defaults-file=${config}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { stdio: 'pipe', ...as },
  );
  const child = spawn(server, [`--defaults-file=${config}`], { stdio: ['ignore', 'ignore', 'pipe'], ...as });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (!said.includes('ready for connections')) {
    if (child.exitCode !== null) throw new Error(`MariaDB did not start: ${said}`);
    await sleep(50);
  }
  return {
    port,
    serverCertificate: own.certificate,
    run: (sql) =>
      void execFileSync(client, ['--no-defaults', `--socket=${socket}`, '--user=root'], { input: sql }),
    setCrl: (pem) => void give('bzero-crl.pem', pem),
    async stop() {
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
