import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { findOrCreateAuthority } from '@/lib/certificates/find-or-create-authority';
import { inTransaction } from '@/lib/db/transaction';
import { makeOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';

// Each run starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });
const { urls } = useDatabase();

it('says how many secrets it encrypted again, and which key can go', async () => {
  const { id: organizationId } = await makeOrganization();
  await inTransaction((tx) => findOrCreateAuthority(tx, { organizationId, kind: 'Ssh' }));
  const { PATH = '', ENCRYPTION_KEYS } = process.env;
  const env = {
    PATH,
    NODE_NO_WARNINGS: '1',
    DATABASE_URL: urls().url,
    DATABASE_OWNER_URL: urls().ownerUrl,
    OIDC_ISSUER: 'https://sso.acme.test',
    OIDC_CLIENT_ID: 'console',
    OIDC_CLIENT_SECRET: 'secret',
    ENCRYPTION_KEYS: `new:${randomBytes(32).toString('base64')},${ENCRYPTION_KEYS}`,
  } as unknown as NodeJS.ProcessEnv;
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/rotate-keys.ts'], {
    env,
    encoding: 'utf8',
  });
  const old = ENCRYPTION_KEYS?.split(':')[0];
  expect(run).toMatchObject({
    status: 0,
    stdout: [
      '2 secrets were encrypted again, with the key new.',
      `No stored secret needs ${old} now: you can remove it from ENCRYPTION_KEYS.`,
      '',
    ].join('\n'),
  });
});
