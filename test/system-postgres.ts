import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { freePort } from '@/server/free-port';
import { databaseAccount } from '@/server/postgres/account';
import { onServer } from './database-address';
import { giveToDatabase } from './database-file';
import { findPostgres } from './programs/postgres';

const run = promisify(execFile);

export type SystemPostgres = {
  /** The addresses of a database, for the roles of docs/operate.md, and for a superuser. */
  urls(database: string): { url: string; ownerUrl: string; superUrl: string };
  /** Runs `pg_dump`, `pg_restore` or another program of PostgreSQL. */
  program(name: string, ...args: string[]): Promise<void>;
  /** A path that the programs can write to. */
  file(name: string): string;
  stop(): Promise<void>;
};

/** Starts a PostgreSQL of the system with the two roles of docs/operate.md, `bzero_owner` and `bzero_app`. */
export async function startSystemPostgres(): Promise<SystemPostgres> {
  const bin = findPostgres();
  const folder = makeTemporaryDataFolder();
  giveToDatabase(folder);
  const cluster = join(folder, 'cluster');
  const account = databaseAccount();
  const port = await freePort();
  const program = async (name: string, ...args: string[]) => {
    await run(join(bin, name), args, { ...account, cwd: '/' });
  };
  const settings = [
    `-p ${port} -k '' -h 127.0.0.1`,
    ...['fsync', 'synchronous_commit', 'full_page_writes'].map((name) => `-c ${name}=off`),
  ].join(' ');
  await program('initdb', '-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
  const log = join(folder, 'log');
  await program('pg_ctl', '-D', cluster, '-l', log, '-w', '-o', settings, 'start');
  const address = (role: string, database: string) => `postgresql://${role}@127.0.0.1:${port}/${database}`;
  for (const statement of [
    'CREATE ROLE bzero_owner LOGIN',
    'CREATE ROLE bzero_app LOGIN',
    'GRANT bzero_app TO bzero_owner',
  ])
    await onServer(address('postgres', 'postgres'), statement);
  return {
    urls: (database) => ({
      url: address('bzero_app', database),
      ownerUrl: address('bzero_owner', database),
      superUrl: address('postgres', database),
    }),
    program,
    file: (name) => join(folder, name),
    async stop() {
      await program('pg_ctl', '-D', cluster, '-w', '-m', 'fast', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
