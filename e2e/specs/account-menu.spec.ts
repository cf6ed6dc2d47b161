import { tabTo } from '@/e2e/fixtures/keyboard';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

test('a person chooses the dark theme without a mouse, it stays, and help says how everything works', async ({
  consoleAs,
}) => {
  const page = await consoleAs(users.engineer, '/request-access');
  await page.emulateMedia({ colorScheme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await tabTo(page, page.getByRole('button', { name: /^Account/ }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio', { name: 'System' }));
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);
  await tabTo(page, page.getByRole('button', { name: /^Account/ }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'Help' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/Version \d+\.\d+\.\d+/);
  await expect(page.getByRole('main')).toContainText('zli login');
  await expect(page.getByRole('region', { name: 'Review requests' })).toHaveCount(0);
});
