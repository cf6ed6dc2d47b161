import type { Page } from '@playwright/test';
import { createRequest } from '@/e2e/fixtures/actions';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const scripts = /\/_next\/static\/chunks\/.*\.js/;

/** Holds back the scripts of the next pages. Returns what lets them through. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(scripts, async (route) => {
    await released;
    await route.continue();
  });
  return async () => release();
}

test('what is selected before the scripts of a page have arrived stays selected, and a form waits for them', async ({
  consoleAs,
}) => {
  await createRequest(users.engineer, 'prod-web');
  await createRequest(users.engineer, 'prod-api');
  const page = await consoleAs(users.admin, '/policies');
  let release = await holdScripts(page);
  await page.goto('/requests', { waitUntil: 'commit' });
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await expect(page.getByRole('button', { name: /^Approve 2/ })).toHaveCount(0);
  await release();
  await expect(page.getByRole('button', { name: 'Approve 2' })).toBeEnabled();
  await expect(page.getByRole('checkbox', { name: /^Select /, checked: true })).toHaveCount(3);

  await page.unrouteAll();
  release = await holdScripts(page);
  await page.goto('/inventory/targets/new', { waitUntil: 'commit' });
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeDisabled();
  await release();
  await name.fill('prod-queue');
  await expect(name).toHaveValue('prod-queue');
});

test('a page whose scripts the server does not have says to reload it', async ({ consoleAs }) => {
  const page = await consoleAs(users.admin, '/policies');
  await page.route(scripts, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('/requests');
  await expect(page.getByText('A part of this page could not be loaded. Reload the page')).toBeVisible();
});
