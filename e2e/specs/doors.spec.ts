import { asked, sessionCookie } from '@/e2e/fixtures/acts';
import { signIn } from '@/e2e/fixtures/console';
import { expect, test } from '@/e2e/fixtures/journey';
import { players } from '@/e2e/fixtures/people';
import { otherOrganization } from '@/e2e/fixtures/stage';

const { admin, second, engineer, dba } = players;

test('a user who is no admin finds every door for admins closed, and says what to do', async ({
  consoleAs,
}) => {
  const { id } = await asked(second, 'prod-web');
  const page = await consoleAs(engineer);
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await expect(navigation.getByRole('link', { name: 'Requests' })).toBeVisible();
  for (const name of ['Policies', 'Users', 'Audit log']) {
    await expect(navigation.getByRole('link', { name })).toHaveCount(0);
  }
  for (const path of [
    '/policies',
    '/policies/new/just-in-time',
    '/users',
    '/audit',
    '/settings/integrations/slack',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('main'), path).toContainText('Only admins');
    await expect(page.getByRole('link', { name: 'See your targets' })).toBeVisible();
  }
  await page.goto(`/requests/${id}`);
  await expect(page.getByRole('main')).toContainText('There is nothing here');
  await page.goto('/requests?show=all');
  await expect(page.getByRole('main')).not.toContainText('prod-web');
});

test('an admin of another organization sees nothing of a request at its address', async ({
  product,
  newPage,
}) => {
  const { id } = await asked(engineer, 'prod-web');
  const { actor } = await otherOrganization('admin@elsewhere.test');
  const page = await newPage();
  const userId = actor.kind === 'user' ? actor.userId : '';
  await page.context().addCookies([await sessionCookie(userId, product.appUrl)]);
  await page.goto('/requests?show=all');
  await expect(page.getByRole('main')).toContainText('There are no requests yet');
  await page.goto(`/requests/${id}`);
  await expect(page.getByRole('main')).toContainText('There is nothing here');
});

test('a visitor who is signed out is brought to that very request after signing in', async ({ newPage }) => {
  const { id } = await asked(engineer, 'prod-web');
  const page = await newPage();
  for (const path of [
    '/',
    '/targets',
    '/access',
    '/requests',
    '/policies',
    '/users',
    '/audit',
    '/settings',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Sign in' }), path).toBeVisible();
  }
  await page.goto(`/requests/${id}`);
  await signIn(page, admin);
  await expect(page).toHaveURL(new RegExp(`/requests/${id}$`));
  await expect(page.getByRole('button', { name: 'Approve engineer@acme.test on prod-web' })).toBeVisible();
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

test('who signs in comes back to the page with its filters', async ({ newPage }) => {
  const page = await newPage();
  await page.goto('/audit?person=engineer&action=submit-request');
  await signIn(page, admin);
  await expect(page).toHaveURL(/\/audit\?person=engineer&action=submit-request$/);
  await expect(page.getByRole('link', { name: 'Remove filter Who: engineer' })).toBeVisible();
});
