import { row } from '@/e2e/fixtures/console';
import { contextOf } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { database } from '@/lib/db/client';
import { getSshdSetup } from '@/lib/target-setup/get-sshd-setup';

const { admin } = users;

test('an authority is replaced with an overlap, in which hosts trust both', async ({ consoleAs }) => {
  const page = await consoleAs(admin, '/settings/authorities');
  const servers = page.getByRole('region', { name: 'Servers', exact: true });
  await expect(servers).toContainText('TrustedUserCAKeys');
  const code = servers.getByRole('region', { name: /public part/ });
  await expect(code).toHaveCount(1);
  const old = (await code.first().textContent()) ?? '';
  expect(old).toMatch(/^ssh-ed25519 AAAA/);

  await page.getByRole('button', { name: 'Replace the authority for servers' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Targets not updated before the overlap ends will reject all access');
  const days = dialog.getByRole('textbox', { name: 'Overlap (days)' });
  for (const wrong of ['91', 'a week', '']) {
    await days.fill(wrong);
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await expect(days, wrong).toHaveAttribute('aria-invalid', 'true');
  }
  await days.fill('3');
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(servers).toContainText('Replaced; trusted until');
  await expect(code).toHaveCount(2);

  const { id: targetId } = await database().prisma.target.findFirstOrThrow({ where: { name: 'prod-web' } });
  const { caPublicKeys } = await getSshdSetup(await contextOf(admin.email), { targetId });
  expect(caPublicKeys).toHaveLength(2);
  expect(caPublicKeys).toContain(old);
  await page.goto('/audit');
  await expect(row(page, 'replaced the certificate authority for servers')).toContainText(
    'an overlap of 3 days',
  );
});
