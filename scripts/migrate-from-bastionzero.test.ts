import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { FileExists, savePrivately } from '@/lib/organization-file/bastionzero/save-privately';
import { runScript } from '@/test/run-script';

// Each run starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const folder = mkdtempSync(join(tmpdir(), 'migrate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = { BASTIONZERO_API_KEY: 'c2VjcmV0' };
const migrate = (variables: Record<string, string>, ...args: string[]) =>
  runScript('migrate-from-bastionzero', { url: '', ownerUrl: '' }, args, variables);

it('explains an error in one line, without a database and without the key', () => {
  const usage = 'Usage: npm run migrate-from-bastionzero -- --server URL --out FILE [--force]\n';
  expect(migrate(key)).toEqual({ status: 1, out: '', err: usage });
  expect(migrate(key, '--server', 'https://old.test', '--out', 'x', '--key', 'y').err).toBe(usage);
  expect(migrate({}, '--server', 'https://old.test', '--out', 'x').err).toBe(
    'BASTIONZERO_API_KEY is missing: the API key of an admin\n',
  );
  expect(migrate(key, '--server', 'http://old.test', '--out', 'x').err).toBe(
    '--server must be an address that begins with https://\n',
  );
});

it('writes a file that only its owner can read, and replaces one only with --force', async () => {
  const path = join(folder, 'file.yaml');
  await savePrivately(path, 'one', false);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await expect(savePrivately(path, 'two', false)).rejects.toThrow(FileExists);
  expect(readFileSync(path, 'utf8')).toBe('one');
  writeFileSync(path, 'open to all', { mode: 0o644 });
  await savePrivately(path, 'two', true);
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['two', 0o600]);
});
