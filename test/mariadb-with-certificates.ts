import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@/server/free-port';
import { databaseAccount } from '@/server/postgres/account';
import { findMariaDb } from '@/test/programs/mariadb';
import { giveToDatabase, writeDatabaseFile } from './database-file';
import { makeServerCertificate } from './server-certificate';

export type MariaDbWithCertificates = {
  port: number;
  /** The server's own certificate, which clients trust, as PEM. */
  serverCertificate: string;
  /** Runs SQL as the server's own admin. */
  run(sql: string): void;
  /** Runs a line of the page as cron does, with its folder in place of /etc/mysql. */
  runAsCron(line: string): void;
  stop(): Promise<void>;
};

/**
 * Starts a MariaDB server on 127.0.0.1 with the lines of my.cnf that the console shows to admins.
 *
 * @param options.config the lines, which refer to files in /etc/mysql
 * @param options.authority the PEM certificates of the authorities that the server trusts
 * @param options.crl their revocation lists, PEM
 * @param options.host what its own certificate is for, 127.0.0.1 by default
 * @throws StartFailure if MariaDB is not installed, or an error with its log if it doesn't start.
 */
export async function startMariaDbWithCertificates(options: {
  config: string;
  authority: string;
  crl: string;
  host?: string;
}): Promise<MariaDbWithCertificates> {
  const { server, client } = findMariaDb();
  const folder = mkdtempSync(join(tmpdir(), 'bzero-mariadb-'));
  chmodSync(folder, 0o711); // Under root the server runs as another account, which must be able to enter the folder.
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const give = (name: string, text: string) => writeDatabaseFile(join(folder, name), text);
  const own = await makeServerCertificate(options.host);
  const socket = join(folder, 'data', 'socket');
  const port = await freePort();
  give('bzero-ca.pem', options.authority);
  give('bzero-crl.pem', options.crl);
  const config = give(
    'my.cnf',
    `${options.config.replaceAll('/etc/mysql/', `${folder}/`)}
ssl_cert = ${give('server.pem', own.certificate)}
ssl_key = ${give('server.key', own.privateKey)}
datadir = ${join(folder, 'data')}
socket = ${socket}
port = ${port}
bind_address = 127.0.0.1
innodb_log_file_size = 4M
`,
  );
  try {
    makeData(join(folder, 'data'), config);
    const child = await startServer(server, config);
    return {
      port,
      serverCertificate: own.certificate,
      run: (sql) =>
        void execFileSync(client, ['--no-defaults', `--socket=${socket}`, '--user=root'], { input: sql }),
      runAsCron(line) {
        // In place of the usual socket and the usual admin.
        writeFileSync(join(folder, '.my.cnf'), `[client]\nsocket = ${socket}\nuser = root\n`);
        const env = { PATH: '/usr/bin:/bin', HOME: folder };
        const command = line.replaceAll('/etc/mysql/', `${folder}/`);
        execFileSync('/bin/sh', ['-c', command], { env: env as unknown as NodeJS.ProcessEnv, stdio: 'pipe' });
        giveToDatabase(join(folder, 'bzero-crl.pem'));
      },
      async stop() {
        const exited = once(child, 'exit');
        child.kill();
        await exited;
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function makeData(folder: string, config: string): void {
  mkdirSync(folder);
  giveToDatabase(folder);
  const args = [`--defaults-file=${config}`, '--auth-root-authentication-method=normal', '--skip-test-db'];
  execFileSync('mariadb-install-db', args, { stdio: 'pipe', ...databaseAccount() });
}

async function startServer(program: string, config: string): Promise<ChildProcess> {
  const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe'];
  const child = spawn(program, [`--defaults-file=${config}`], { stdio, ...databaseAccount() });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  while (!log.includes('ready for connections')) {
    if (child.exitCode !== null) throw new Error(`MariaDB did not start: ${log}`);
    await sleep(50);
  }
  return child;
}
