import { tabTo } from '@/e2e/fixtures/keyboard';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

test('a request and its approval need no mouse', async ({ consoleAs }) => {
  const page = await consoleAs(users.engineer);
  await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Request Access to prod-web' }));
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Request access' });
  await tabTo(page, form.getByRole('combobox', { name: 'Target user' }));
  await page.keyboard.press('r');
  await tabTo(page, form.getByRole('combobox', { name: 'Policy action' }));
  await page.keyboard.press('S');
  await tabTo(page, form.getByRole('textbox', { name: 'Reason' }));
  await page.keyboard.type('The disk is full');
  await tabTo(page, form.getByRole('button', { name: 'Request', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Pending' })).toBeVisible();
  await expect(form).toBeHidden();

  const admin = await consoleAs(users.admin, '/requests');
  const deny = admin.getByRole('button', { name: 'Deny engineer@acme.test on prod-web' });
  await tabTo(admin, deny);
  await admin.keyboard.press('Enter');
  await expect(admin.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await admin.keyboard.press('Escape');
  await expect(deny).toBeFocused();
  await tabTo(admin, admin.getByRole('button', { name: 'Approve engineer@acme.test on prod-web' }));
  await admin.keyboard.press('Enter');
  await expect(admin.getByRole('heading', { name: 'No pending requests' })).toBeVisible();
  await expect(admin.getByRole('main')).toBeFocused(); // the row is gone, so the focus moves to the page

  await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My access' }));
  await page.keyboard.press('Enter');
  const end = page.getByRole('button', { name: 'End now: prod-web' });
  await tabTo(page, end);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await tabTo(page, page.getByRole('alertdialog').getByRole('button', { name: 'End now' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'No active access' })).toBeVisible();
});
