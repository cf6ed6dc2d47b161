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

it('says how many secrets it encrypted again, and which key can go', async () => {
  const { id: organizationId } = await makeOrganization();
  await inTransaction((tx) => findOrCreateAuthority(tx, { organizationId, kind: 'Ssh' }));
  const { ENCRYPTION_KEYS = '' } = process.env;
  const keys = `new:${randomBytes(32).toString('base64')},${ENCRYPTION_KEYS}`;
  const old = ENCRYPTION_KEYS.split(':')[0];
  expect(runScript('rotate-keys', urls(), [], { ...acmeProvider, ENCRYPTION_KEYS: keys })).toMatchObject({
    status: 0,
    out: [
      '2 secrets were encrypted again, with the key new.',
      `No stored secret needs ${old} now: you can remove it from ENCRYPTION_KEYS.`,
      '',
    ].join('\n'),
  });
});
