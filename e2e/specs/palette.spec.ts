import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

test('the command palette goes anywhere by keyboard alone, and finds people, policies and targets by name', async ({
  consoleAs,
}) => {
  const page = await consoleAs(users.admin, '/audit');
  const opener = page.getByRole('button', { name: 'Search or jump to' });
  await expect(opener).toBeEnabled();
  await opener.focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  await expect(palette.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(opener).toBeFocused();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('just-in-time');
  await expect(palette.getByRole('option', { name: 'New just-in-time policy' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'New just-in-time policy' })).toBeVisible();
  await expect(palette).toBeHidden();

  const find = async (words: string, option: string) => {
    await page.keyboard.press('Control+k');
    await palette.getByRole('searchbox').fill(words);
    await palette.getByRole('option', { name: option }).click();
    await expect(page.getByRole('heading', { level: 1, name: option })).toBeVisible();
  };
  await find('dba@', 'dba@acme.test');
  await find('databases', 'Databases');
  await find('orders', 'orders-db');
});

test('it finds what a user can request, and offers no page for admins', async ({ consoleAs }) => {
  const page = await consoleAs(users.engineer, '/access');
  await page.getByRole('button', { name: 'Search or jump to' }).click();
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  await expect(palette.getByRole('option', { name: 'My access' })).toBeVisible();
  await expect(palette.getByRole('option', { name: 'Audit log' })).toHaveCount(0);
  await palette.getByRole('searchbox').fill('no such thing');
  await expect(palette.getByText('No matches')).toBeVisible();
  await palette.getByRole('searchbox').fill('prod-web');
  await palette.getByRole('option', { name: 'prod-web' }).click();
  await expect(page.getByRole('button', { name: 'Request Access to prod-web' })).toBeVisible();
  await expect(page).toHaveURL(/q=prod-web/);
});
