import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
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

  it('starts one server for two callers, and only its owner stops it', async () => {
    const both = await Promise.all([
      startEmbeddedDatabase({ dataDir, settings }),
      startEmbeddedDatabase({ dataDir, settings }),
    ]);
    const owner = both.find(({ adopted }) => !adopted);
    const guest = both.find(({ adopted }) => adopted);
    expect(guest?.url).toBe(owner?.url);
    await guest?.stop();
    await query(owner?.url ?? '', 'SELECT 1');
    await owner?.stop();
  });

  it('adopts, and then stops, the server of a killed process', async () => {
    const killed = await startInChild(dataDir);
    const heir = await startEmbeddedDatabase({ dataDir, settings });
    expect(heir).toMatchObject({ adopted: true, url: killed });
    await query(heir.url, 'SELECT 1');
    await heir.stop();
    await expect(query(heir.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('is erased with everything in it, also when a killed process left it running, but not while another one uses it', async () => {
    await startInChild(dataDir);
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

async function query(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Starts the database in a process of its own, kills that with SIGKILL, and returns the address it had. */
async function startInChild(folder: string): Promise<string> {
  const script = `
    import { startEmbeddedDatabase } from ${JSON.stringify(join(import.meta.dirname, 'embedded-database.ts'))};
    const { url } = await startEmbeddedDatabase({ dataDir: ${JSON.stringify(folder)}, settings: { fsync: 'off' } });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return line.toString().trim();
}
