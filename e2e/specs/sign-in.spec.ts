import { createRequest } from '@/e2e/fixtures/actions';
import { signIn } from '@/e2e/fixtures/console';
import { contextOf } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, second, engineer, dba } = users;

test('a user who is not an admin sees no page for admins', async ({ consoleAs }) => {
  const { id } = await createRequest(second, 'prod-web');
  const page = await consoleAs(engineer);
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await expect(navigation.getByRole('link', { name: 'My requests' })).toBeVisible();
  for (const name of ['Overview', 'Policies', 'People', 'Audit log']) {
    await expect(navigation.getByRole('link', { name })).toHaveCount(0);
  }
  const { actor } = await contextOf(engineer.email);
  for (const path of [
    '/overview',
    '/policies',
    '/policies/new/just-in-time',
    '/inventory/import',
    '/users',
    '/users/groups',
    `/users/${actor.kind === 'user' ? actor.userId : ''}`,
    '/sessions',
    '/audit',
    '/settings/organization',
    '/settings/api-keys',
    '/settings/authorities',
    '/settings/integrations/slack',
    '/api/slack/install',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('main'), path).toContainText('Only admins');
    await expect(page.getByRole('main').getByRole('link', { name: 'Request access' })).toBeVisible();
  }
  const byLink = { headers: { 'sec-fetch-site': 'same-origin' } };
  const refused = await page.request.get('/audit/export?format=csv', byLink);
  expect(refused.status()).toBe(403);
  expect(await refused.text()).toContain('Only an admin can do this.');
  await page.goto(`/requests/${id}`);
  await expect(page.getByRole('main')).toContainText('Page not found');
  await page.goto('/requests?show=all');
  await expect(page.getByRole('main')).not.toContainText('prod-web');
});

test('a visitor who is signed out comes back to that very page, filters included, after signing in', async ({
  newPage,
}) => {
  await createRequest(engineer, 'prod-web');
  const page = await newPage();
  for (const path of ['/', '/requests/6f1c24ab-1111-4000-8000-000000000001', '/settings']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Sign in' }), path).toBeVisible();
  }
  await page.goto('/requests?show=all&person=engineer');
  await signIn(page, admin);
  await expect(page).toHaveURL(/\/requests\?show=all&person=engineer$/);
  await expect(page.getByRole('link', { name: /^Remove filter .*engineer/ })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'prod-web' })).toBeVisible();
});

test('signing out ends the session, also for a tab that is still open', async ({ consoleAs }) => {
  const page = await consoleAs(dba, '/access');
  const tab = await page.context().newPage();
  await tab.goto('/access');
  await expect(tab.getByRole('heading', { name: 'My access' })).toBeVisible();
  await page.getByRole('button', { name: /^Account .*dba@acme.test/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/access');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await tab.reload();
  await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a download after the end of the session leads to the sign-in page and back to the log', async ({
  consoleAs,
}) => {
  const page = await consoleAs(admin, '/audit?person=admin');
  const download = page.getByRole('link', { name: 'Export CSV' });
  await expect(download).toBeVisible();
  await page.context().clearCookies();
  await download.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Your session has ended.' })).toBeVisible();
  await signIn(page, admin);
  await expect(page).toHaveURL(/\/audit\?person=admin$/);
  await expect(download).toBeVisible();
});
