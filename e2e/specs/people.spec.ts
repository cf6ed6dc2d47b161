import { createRequest, linkSlack } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { contextOf, load } from '@/e2e/fixtures/seed';
import { message } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { reviewRequest } from '@/lib/access/review-request';

const { admin, engineer, second } = users;

test('R11 an admin finds a person, sees what they have, and ends all of it', async ({
  consoleAs,
  slackAs,
}) => {
  const { id: requestId } = await createRequest(engineer, 'prod-web');
  await reviewRequest(await contextOf(admin.email), { requestId, decision: 'approve' });
  await createRequest(engineer, 'prod-api');
  const page = await consoleAs(admin, '/users');
  await page.getByRole('searchbox', { name: 'Search people' }).fill('ENGIN');
  await page.getByRole('searchbox', { name: 'Search people' }).press('Enter');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: engineer.email }).click();

  await expect(page.getByRole('heading', { name: 'Active access: 1 · 1 pending' })).toBeVisible();
  await expect(page.getByText('Production on request')).toBeVisible();
  await expect(row(page, 'prod-web')).toBeVisible();
  await page.getByRole('button', { name: `End all access of ${engineer.email}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End all access' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: '1 ended. Pending requests: 1 cancelled.' }),
  ).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No active access' })).toBeVisible();
  const slack = await slackAs(engineer, 'messages');
  await expect(message(slack, 'Your access ended')).toBeVisible();
});

test('R17 who is linked to Slack, who is an admin and who is in a group are found by filters in the address', async ({
  consoleAs,
  product,
}) => {
  await linkSlack(second);
  await load(product, {
    policies: [{ type: 'JustInTime', name: 'Data', groups: ['Data people'], childPolicies: ['Databases'] }],
  });
  const page = await consoleAs(admin, '/users');
  await page.getByText('Filter', { exact: true }).click();
  const form = page.getByRole('search', { name: 'Filter people' });
  await form.getByRole('combobox', { name: 'Slack' }).selectOption('Linked');
  await form.getByRole('combobox', { name: 'Role' }).selectOption('Admins');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/role=admin&slack=linked/);
  await expect(row(page, second.email)).toBeVisible();
  await expect(row(page, engineer.email)).toHaveCount(0);
  await page.getByRole('link', { name: 'Clear all' }).click();
  await expect(row(page, engineer.email)).toBeVisible();

  await page.getByRole('link', { name: 'Groups' }).click();
  await expect(row(page, 'Data people')).toContainText('0 people');
  await expect(row(page, 'Data people').getByRole('link', { name: 'Data', exact: true })).toBeVisible();
  await page.getByRole('link', { name: '0 people in Data people' }).click();
  await expect(page.getByRole('heading', { name: 'No matching people' })).toBeVisible();
});
