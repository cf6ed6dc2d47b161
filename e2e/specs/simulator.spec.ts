import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { policyNamed } from '@/e2e/fixtures/policies';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer, second } = users;

test('R1 an admin sees who can request a target, and what a user can request', async ({ consoleAs }) => {
  const page = await consoleAs(admin, '/policies');
  await page.getByRole('link', { name: 'Simulate' }).click();
  await page.getByRole('searchbox', { name: 'Search targets' }).fill('prod-web');
  await page.getByRole('searchbox', { name: 'Search targets' }).press('Enter');
  await page.getByRole('link', { name: /^prod-web/ }).click();
  await expect(page.getByRole('heading', { name: '2 people may ask for prod-web' })).toBeVisible();
  await expect(row(page, engineer.email)).toContainText(
    'as root and deploy, Shell, File transfer: an admin decides, for 1 hour by Production on request, Prod servers',
  );
  await page.getByRole('link', { name: engineer.email }).click();
  await expect(page.getByRole('heading', { name: 'engineer@acme.test may ask for 4 targets' })).toBeVisible();
  await expect(row(page, 'stage-web')).toContainText('approved automatically for 30 minutes');
  await page.getByRole('link', { name: 'By person' }).click();
  await page.getByRole('link', { name: admin.email }).click();
  await expect(page.getByRole('heading', { name: 'They may ask for nothing' })).toBeVisible();
});

test('a change of a policy is replayed over past requests, and each that would come out otherwise is listed', async ({
  consoleAs,
}) => {
  await createRequest(engineer, 'prod-web');
  await createRequest(second, 'prod-api');
  await createRequest(engineer, 'stage-web');
  const page = await consoleAs(admin, '/policies/simulator?ask=replay');
  await page.getByRole('link', { name: /^Production on request/ }).click();
  await expect(page).toHaveURL(new RegExp(await policyNamed('Production on request')));
  const replay = page.getByRole('region', { name: 'Replay' });
  await expect(replay).toContainText('All 3 requests would come out as by the policies of today.');
  await page.getByRole('button', { name: 'Remove second@acme.test' }).click();
  await page.getByRole('radio', { name: 'At once' }).check();
  await replay.getByRole('button', { name: 'Replay it again' }).click();
  await expect(replay).toContainText('2 of 3 would come out otherwise than by the policies of today.');
  await expect(
    replay.getByRole('listitem').filter({ hasText: 'second@acme.test on prod-api in prod' }),
  ).toContainText('an admin decides, for 1 hour → denied: no policy covers it');
  await expect(
    replay.getByRole('listitem').filter({ hasText: 'engineer@acme.test on prod-web' }),
  ).toContainText('→ approved automatically for 1 hour');
});
