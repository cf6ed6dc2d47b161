import { expect, it, vi } from 'vitest';
import { newSealer } from '@/lib/audit/seal-events';
import { makeOrganization } from '@/test/factories';
import { runScript } from '@/test/run-script';
import { useDatabase } from '@/test/use-database';

// Each run starts a process, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 });
const { asOwner, urls } = useDatabase();

const auditVerify = () => runScript('audit-verify', urls());

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
