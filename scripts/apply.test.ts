import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase } from '@/test/database';
import { runScript } from '@/test/run-script';

// Each run starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

let database: Awaited<ReturnType<typeof createTestDatabase>>;
const folder = mkdtempSync(join(tmpdir(), 'apply-'));
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const google = { GOOGLE_CLIENT_ID: 'console', GOOGLE_CLIENT_SECRET: 'secret' };

const apply = (args: string[], provider?: Record<string, string>) =>
  runScript('apply', database, args, provider);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const environment = 'environments: [{ name: prod }]';

it('prints what it would do, or does it and reports the result in one line', () => {
  const path = file('good.yaml', `users: [{ email: admin@acme.test, admin: true }]\n${environment}`);
  expect(apply([path, '--dry-run'])).toEqual({
    status: 0,
    out: 'create the user admin@acme.test\ncreate the environment prod\nNothing was applied. acme.test would have 2 created, 0 changed.\n',
    err: '',
  });
  expect(apply([path])).toEqual({ status: 0, out: 'Applied to acme.test: 2 created, 0 changed.\n', err: '' });
});

it('prints each error on its own line and fails', () => {
  const path = file('bad.yaml', 'users: [{ email: nobody }]\nenvironments: [{}]');
  expect(apply([path])).toEqual({
    status: 1,
    out: '',
    err: 'users[0].email: must be an email address\nenvironments[0].name: is missing\n',
  });
});

it('prints its usage when an argument is missing', () => {
  const err = 'Usage: npm run apply -- FILE [--dry-run] [--tenant VALUE]\n';
  expect(apply([])).toEqual({ status: 1, out: '', err });
});

it('names the missing variable', () => {
  expect(apply(['x.yaml'], {})).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^OIDC_ISSUER is missing/),
  });
});

it('needs --tenant where a provider serves many organizations and none exists yet', () => {
  const path = file('google.yaml', environment);
  expect(apply([path], google)).toMatchObject({ status: 1, err: expect.stringContaining('--tenant VALUE') });
  const made = 'Applied to acme.test: 1 created, 0 changed.\n';
  expect(apply([path, '--tenant', 'Acme.test'], google)).toMatchObject({ out: made, err: '' });
  expect(apply([path], google)).toMatchObject({
    out: 'Applied to acme.test: 0 created, 0 changed.\n',
    err: '',
  });
});
