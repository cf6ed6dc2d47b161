import { randomBytes } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { findOrCreateAuthority } from '@/lib/certificates/find-or-create-authority';
import { inTransaction } from '@/lib/db/transaction';
import { makeOrganization } from '@/test/factories';
import { acmeProvider, runScript } from '@/test/run-script';
import { useDatabase } from '@/test/use-database';

// Each run starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });
const { urls } = useDatabase();

it('lists what cannot be read, and replaces it only on request', async () => {
  const { id: organizationId } = await makeOrganization();
  await inTransaction((tx) => findOrCreateAuthority(tx, { organizationId, kind: 'Ssh' }));
  const ENCRYPTION_KEYS = `new:${randomBytes(32).toString('base64')}`;
  const run = (...args: string[]) =>
    runScript('lost-keys', urls(), args, { ...acmeProvider, ENCRYPTION_KEYS });
  const { status, out } = run();
  expect(status).toBe(1);
  expect(out).toContain('encrypted 1 private key of a certificate authority, 1 token of Slack: add it');
  expect(out).toContain('npm run keys:lost -- --replace, which replaces these secrets.\n');
  expect(out).toContain('  certificate authority: set up its targets again.');
  const replaced = run('--replace');
  expect(replaced).toMatchObject({ status: 0, err: '' });
  expect(replaced.out).toContain(': replaced slack_installation: 1, certificate_authority: 1\n');
  expect(run()).toMatchObject({ status: 0, out: 'ENCRYPTION_KEYS opens every stored secret.\n' });
  expect(run('--all')).toMatchObject({ status: 1, err: 'Usage: npm run keys:lost [-- --replace]\n' });
});
