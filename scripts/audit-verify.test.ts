import { spawnSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { newSealer } from '@/lib/audit/seal-events';
import { makeOrganization } from '@/test/factories';
import { useDatabase } from '@/test/use-database';

// Each run starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });
const { asOwner, urls } = useDatabase();

function auditVerify() {
  const { PATH = '' } = process.env;
  const env = {
    PATH,
    NODE_NO_WARNINGS: '1',
    DATABASE_URL: urls().url,
    DATABASE_OWNER_URL: urls().ownerUrl,
    OIDC_ISSUER: 'https://sso.acme.test',
    OIDC_CLIENT_ID: 'console',
    OIDC_CLIENT_SECRET: 'secret',
  } as unknown as NodeJS.ProcessEnv;
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/audit-verify.ts'], {
    env,
    encoding: 'utf8',
  });
  return { status: run.status, out: run.stdout, err: run.stderr };
}

it('verifies each log in a line, and fails where one was changed', async () => {
  const { id } = await makeOrganization();
  await newSealer()();
  const line = `acme.test (${id}): 3 events are complete and unchanged. No signed checkpoint covers them yet.`;
  const good = auditVerify();
  expect(good).toMatchObject({ status: 0, err: '' });
  expect(good.out).toContain(line);
  expect(good.out).toContain('no organization (00000000-0000-0000-0000-000000000000): 0 events are');
  await asOwner(
    `SET session_replication_role = replica; DELETE FROM "audit_event" WHERE "action" = 'save-installation'`,
  );
  const bad = auditVerify();
  expect(bad.status).toBe(1);
  expect(bad.out).toContain(`acme.test (${id}): Event 2 was removed. Event 1 is good.`);
});
