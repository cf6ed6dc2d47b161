import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseDataFolder, eraseDataFolder, makeTemporaryDataFolder } from './data-folder';
import { startEmbeddedDatabase } from './embedded-database';

const lines: string[] = [];
const log = (line: string) => void lines.push(line);
let parent: string;
let given: string;

beforeEach(() => {
  lines.length = 0;
  parent = makeTemporaryDataFolder();
  chmodSync(parent, 0o700);
  given = join(parent, 'data', 'demo');
});

afterEach(async () => {
  await eraseDataFolder(given);
  rmSync(parent, { recursive: true });
  vi.unstubAllEnvs();
});

it('uses the given folder where PostgreSQL can reach it', () => {
  chmodSync(parent, 0o711);
  expect(chooseDataFolder(given, log)).toBe(given);
  expect(lines).toEqual([]);
});

it('puts the folder of a test where PostgreSQL can reach it, whatever TMPDIR is', async () => {
  vi.stubEnv('TMPDIR', parent);
  const dataDir = makeTemporaryDataFolder();
  const database = await startEmbeddedDatabase({ dataDir, settings: { fsync: 'off' } });
  await database.stop();
  rmSync(dataDir, { recursive: true });
});

describe.runIf(process.getuid?.() === 0)('below a folder that PostgreSQL can not enter', () => {
  it('keeps the data elsewhere and says where in one line', async () => {
    const folder = chooseDataFolder(given, log);
    expect(lines).toEqual([
      `PostgreSQL's user (65534) can't enter ${parent}. The data is in ${folder} instead.`,
    ]);
    expect(dirname(folder)).toBe('/var/lib');
    const database = await startEmbeddedDatabase({ dataDir: folder, settings: { fsync: 'off' } });
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.end();
    await database.stop();
    expect(statSync(join(folder, 'database')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'database-password')).mode & 0o777).toBe(0o600);
  });

  it('finds the same folder at the next start', () => {
    expect(chooseDataFolder(given, log)).toBe(chooseDataFolder(given, log));
  });

  it('leaves nothing after it is erased', async () => {
    const folder = chooseDataFolder(given, log);
    await eraseDataFolder(given);
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(given, 'data-folder'))).toBe(false);
  });

  it('neither uses nor erases a folder that others can write', async () => {
    const first = chooseDataFolder(given, log);
    chmodSync(first, 0o777);
    const second = chooseDataFolder(given, log);
    expect(second).not.toBe(first);
    rmSync(first, { recursive: true });
  });

  it('never erases a path that it did not create', async () => {
    const kept = join(parent, 'kept');
    mkdirSync(kept);
    mkdirSync(given, { recursive: true });
    writeFileSync(join(given, 'data-folder'), kept);
    await eraseDataFolder(given);
    expect(existsSync(kept)).toBe(true);
  });
});
