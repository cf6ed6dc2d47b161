import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { makeCheckpoints } from '@/lib/audit/make-checkpoints';
import { newSealer } from '@/lib/audit/seal-events';

test('an admin verifies the log in the console, and with the downloaded files without it', async ({
  consoleAs,
}) => {
  const page = await consoleAs(users.admin, '/audit');
  await newSealer()();
  await makeCheckpoints(0);
  await page.reload();
  const card = page.getByRole('region', { name: 'Integrity' });
  await expect(card).toContainText('The last signed checkpoint is at event');
  await card.getByRole('button', { name: 'Verify' }).click();
  await expect(card.getByRole('status')).toContainText('complete and unchanged. 1 signed checkpoint');

  await card.getByText('Verify it yourself').click();
  const folder = await mkdtemp(join(tmpdir(), 'bzero-verify-'));
  for (const name of ['Export for verification', 'Public key', 'Verifier'])
    await download(page, name, folder);
  const run = spawnSync(process.execPath, ['verify-audit.mjs', 'audit-log.jsonl', 'public-key.pem'], {
    cwd: folder,
    encoding: 'utf8',
  });
  await rm(folder, { recursive: true });
  expect(run.stdout).toContain('complete and unchanged. 1 signed checkpoint');
});

async function download(page: Page, name: string, folder: string): Promise<void> {
  const begun = page.waitForEvent('download');
  await page.getByRole('link', { name, exact: true }).click();
  const file = await begun;
  await file.saveAs(join(folder, file.suggestedFilename()));
}
