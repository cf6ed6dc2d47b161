import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { contextOf } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { openConnection } from '@/lib/connections/open-connection';

const { admin, engineer } = users;

async function connected() {
  const request = await createRequest(engineer, 'stage-web');
  const { connection } = await openConnection(await contextOf(engineer.email), {
    targetId: request.target.id,
  });
  return { request, connection };
}

test('an admin sees open sessions and what allows them, closes one, and finds it by filters', async ({
  consoleAs,
}) => {
  const { request } = await connected();
  const page = await consoleAs(admin, '/request-access');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).click();
  const open = row(page, engineer.email);
  await expect(open).toContainText('stage-web stage');
  await expect(open).toContainText('as deploy, Shell');
  await expect(open.getByRole('link', { name: 'request' })).toHaveAttribute(
    'href',
    `/requests/${request.id}`,
  );
  await page.getByRole('button', { name: `Close the session of ${engineer.email} on stage-web` }).click();
  await expect(page.getByRole('alertdialog')).toContainText('they can connect again until you revoke it');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close session' }).click();
  await expect(page.getByRole('heading', { name: 'No open sessions' })).toBeVisible();

  await page.getByRole('link', { name: 'Events' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText(/Closed.*admin@acme\.test closed it/);
  await expect(page.getByRole('row').nth(2)).toContainText('Created');
  await page.goto(`/requests/${request.id}`);
  const steps = page.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
  await expect(steps.filter({ hasText: 'Session opened' })).toContainText('admin@acme.test closed it');

  await page.goto('/sessions');
  await page.getByText('Filter', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Target' }).fill('prod');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/target=prod/);
  await expect(page.getByRole('heading', { name: 'No matching sessions' })).toBeVisible();
  await page.getByRole('link', { name: 'Events' }).click();
  await expect(page).toHaveURL(/show=events/);
  await expect(page.getByRole('heading', { name: 'No matching events' })).toBeVisible();
  await page.getByRole('link', { name: 'Remove filter Target: prod' }).click();
  await expect(page).toHaveURL(/\/sessions\?show=events$/);
  await expect(row(page, engineer.email).filter({ hasText: 'Created' })).toBeVisible();
});

test('a user sees their open session in My access, and closes it', async ({ consoleAs }) => {
  await connected();
  const page = await consoleAs(engineer, '/access');
  const mine = page.getByRole('table', { name: 'Open sessions' });
  await expect(mine).toContainText('stage-web');
  await mine.getByRole('button', { name: 'Close your session on stage-web' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close session' }).click();
  await expect(mine).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Active access' })).toContainText('stage-web');
});
