import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTemporaryDataFolder } from './data-folder';
import { eraseEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database';

const settings = { fsync: 'off' };
let dataDir: string;

beforeEach(() => {
  dataDir = makeTemporaryDataFolder();
});

afterEach(() => {
  chmodSync(dataDir, 0o700);
  rmSync(dataDir, { recursive: true, force: true });
});

// Each test creates a cluster of its own, which takes many seconds on a busy machine.
describe('the embedded database', { timeout: 60_000 }, () => {
  it('keeps its data over a restart, and refuses a wrong password', async () => {
    const first = await startEmbeddedDatabase({ dataDir, settings });
    await query(first.ownerUrl, 'CREATE TABLE kept (id int)');
    const noPassword = first.url.replace(/:[0-9a-f]+@/, ':guess@');
    await expect(query(noPassword, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await first.stop();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    for (const file of ['database-password', 'database-app-password']) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
    }

    const second = await startEmbeddedDatabase({ dataDir, settings });
    expect(second.adopted).toBe(false);
    await query(second.ownerUrl, 'SELECT id FROM kept');
    await second.stop();
  });

  it('works from a copy of its folder, made as docs/operate.md says', async () => {
    const first = await startEmbeddedDatabase({ dataDir, settings });
    await query(first.ownerUrl, 'CREATE TABLE kept (id int)');
    await first.stop();
    const other = makeTemporaryDataFolder();
    try {
      const archive = join(other, 'backup.tar');
      execFileSync('tar', ['--create', '--file', archive, '--directory', dataDir, '.']);
      execFileSync('tar', [
        '--extract',
        '--same-owner',
        '--preserve-permissions',
        '--file',
        archive,
        '--directory',
        other,
      ]);
      const second = await startEmbeddedDatabase({ dataDir: other, settings });
      expect(second.adopted).toBe(false);
      await query(second.ownerUrl, 'SELECT id FROM kept');
      await query(second.url, 'SELECT 1');
      await second.stop();
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it('starts one server for two callers, and the last one stops it', async () => {
    const both = await Promise.all([
      startEmbeddedDatabase({ dataDir, settings }),
      startEmbeddedDatabase({ dataDir, settings }),
    ]);
    expect(both.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
    const [owner, guest] = both[0].adopted ? [both[1], both[0]] : both;
    expect(guest.url).toBe(owner.url);
    await owner.stop();
    await query(guest.url, 'SELECT 1');
    await guest.stop();
    await expect(query(guest.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('stays for another process when the one that started it stops', async () => {
    const first = await startEmbeddedDatabase({ dataDir, settings });
    const second = await startInChild(dataDir);
    await first.stop();
    await query(second.url, 'SELECT 1');
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');
    await expect(query(second.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('adopts, and then stops, the server of a killed process', async () => {
    const killed = await startAndKill(dataDir);
    const heir = await startEmbeddedDatabase({ dataDir, settings });
    expect(heir).toMatchObject({ adopted: true, url: killed });
    await query(heir.url, 'SELECT 1');
    await heir.stop();
    await expect(query(heir.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('tells every process that the server crashed, but not that one of its connections did', async () => {
    const crashes: string[] = [];
    const onCrash = (logFile: string) => void crashes.push(logFile);
    const [first] = await Promise.all([
      startEmbeddedDatabase({ dataDir, settings, onCrash }),
      startEmbeddedDatabase({ dataDir, settings, onCrash }),
    ]);
    const users = `SELECT count(*)::int AS count, min(pid) AS pid FROM pg_stat_activity WHERE application_name = 'bzero-user'`;
    const before = await query(first.ownerUrl, users);
    process.kill(before.pid, 'SIGKILL');
    const now = () => query(first.ownerUrl, users).catch(() => null);
    await expect.poll(now).toMatchObject({ count: 2, pid: expect.not.toBeOneOf([before.pid]) });
    expect(crashes).toEqual([]);
    const [server = ''] = readFileSync(join(dataDir, 'database', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(server), 'SIGKILL');
    await expect.poll(() => crashes).toHaveLength(2);
  });

  it('tells every process of a crash, also while nobody has collected the dead server', async () => {
    const { child } = await startInChild(dataDir);
    const crashes: string[] = [];
    const onCrash = (logFile: string) => void crashes.push(logFile);
    await startEmbeddedDatabase({ dataDir, settings, onCrash });
    await startEmbeddedDatabase({ dataDir, settings, onCrash });
    // The parent of the server doesn't run, so the dead server keeps its process id.
    child.kill('SIGSTOP');
    const pidFile = join(dataDir, 'database', 'postmaster.pid');
    const written = readFileSync(pidFile, 'utf8');
    process.kill(Number(written.split('\n')[0]), 'SIGKILL');
    await expect.poll(() => crashes).toHaveLength(2);
    expect(readFileSync(pidFile, 'utf8')).toBe(written);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('is erased with everything in it, also when a killed process left it running, but not while another one uses it', async () => {
    await startAndKill(dataDir);
    await eraseEmbeddedDatabase(dataDir);
    const fresh = await startEmbeddedDatabase({ dataDir, settings });
    expect(fresh.adopted).toBe(false);
    await expect(eraseEmbeddedDatabase(dataDir)).rejects.toThrow('is in use by another process');
    await fresh.stop();
  });

  it.runIf(process.getuid?.() === 0)(
    'names the folder that PostgreSQL can not enter, and what to set',
    async () => {
      chmodSync(dataDir, 0o700);
      mkdirSync(join(dataDir, 'below'));
      await expect(startEmbeddedDatabase({ dataDir: join(dataDir, 'below') })).rejects.toThrow(
        `can't enter ${dataDir}: set DATA_DIR to a folder that this user can reach, for example /var/lib/bzero`,
      );
    },
  );
});

/** Runs a statement on a connection of its own. Returns its first row. */
async function query(url: string, statement: string) {
  const client = new Client({ connectionString: url });
  // A server that crashes also ends a connection between two statements. The next statement reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(statement)).rows[0];
  } finally {
    await client.end();
  }
}

/** Starts the database in a process of its own, which stops it on SIGTERM. */
async function startInChild(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const script = `
    import { startEmbeddedDatabase } from ${JSON.stringify(join(import.meta.dirname, 'embedded-database.ts'))};
    const { url, stop } = await startEmbeddedDatabase({ dataDir: ${JSON.stringify(folder)}, settings: { fsync: 'off' } });
    process.on('SIGTERM', () => stop().then(() => process.exit(0)));
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

/** Starts the database in a process of its own and kills that. Returns the address it had. */
async function startAndKill(folder: string): Promise<string> {
  const { child, url } = await startInChild(folder);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return url;
}
