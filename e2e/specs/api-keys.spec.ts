import { row } from '@/e2e/fixtures/console';
import { tabTo } from '@/e2e/fixtures/keyboard';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin } = users;

test('an admin creates a key by keyboard alone, sees its secret once, uses it and revokes it', async ({
  consoleAs,
  product,
}) => {
  const use = (secret: string) =>
    fetch(`${product.appUrl}/api/v2/targets/bzero`, { headers: { 'x-api-key': secret } });
  const page = await consoleAs(admin, '/settings/api-keys');
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Create API key' }));
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toHaveAccessibleDescription(/Enter a name/);
  await page.keyboard.type('Ansible');
  await tabTo(page, page.getByRole('combobox', { name: 'Role' }));
  await page.keyboard.press('A');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'New API key' });
  await tabTo(page, form.getByRole('button', { name: 'Create API key' }));
  await page.keyboard.press('Enter');
  const shown = page.getByRole('dialog', { name: 'API key Ansible' });
  await expect(shown).toContainText('You will not be able to see it again');
  const secret = (await shown.locator('code').textContent()) ?? '';
  expect((await use(secret)).status).toBe(200);
  await tabTo(page, shown.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');
  await page.reload();
  await expect(row(page, 'Ansible')).toContainText('Admin');
  await expect(row(page, 'Ansible')).toContainText(`${secret.slice(0, 4)}…`);
  await expect(page.getByText(secret)).toHaveCount(0);

  await page.getByRole('button', { name: 'Create API key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ansible');
  await form.getByRole('button', { name: 'Create API key' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
    /An API key named Ansible exists/,
  );
  await form.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Revoke Ansible' }).click();
  await expect(page.getByRole('alertdialog')).toContainText(
    'Programs that use it are rejected from their next call',
  );
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
  expect((await use(secret)).status).toBe(401);
});
