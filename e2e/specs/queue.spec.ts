import type { Page } from '@playwright/test';
import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { contextOf } from '@/e2e/fixtures/seed';
import { message } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { reviewRequest } from '@/lib/access/review-request';

const { admin, second, engineer } = users;

const boxOf = (page: Page, who: string, target: string) =>
  page.getByRole('checkbox', { name: `Select ${who} on ${target}` });

test('an admin filters requests, with the filters in the URL, and removes the filters one by one', async ({
  consoleAs,
}) => {
  await createRequest(engineer, 'prod-web');
  await createRequest(second, 'prod-api');
  await createRequest(engineer, 'stage-web');
  const page = await consoleAs(admin, '/requests?show=all');
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.getByText('Filter', { exact: true }).click();
  const form = page.getByRole('search', { name: 'Filter requests' });
  await form.getByRole('textbox', { name: 'Requester' }).fill('Engineer@');
  await form.getByRole('combobox', { name: 'Approval' }).selectOption('By an admin');
  await form.getByRole('textbox', { name: 'Requester' }).press('Enter');
  await expect(page).toHaveURL(/show=all.*person=Engineer/);
  await expect(row(page, 'prod-web')).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);

  await page.getByRole('link', { name: 'Remove filter Decided by an admin' }).click();
  await expect(row(page, 'stage-web')).toBeVisible();
  await expect(row(page, 'prod-api')).toHaveCount(0);
  await page.getByRole('link', { name: 'Active' }).click();
  await expect(page.getByRole('rowheader', { name: 'engineer@acme.test 1' })).toBeVisible();
  await page.getByRole('link', { name: 'Clear all' }).click();
  await page.goto('/requests?target=moon');
  await expect(page.getByRole('heading', { name: 'No matching requests' })).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(row(page, 'prod-api')).toBeVisible();
});

test('R7 several are approved together, and one that another admin denied before is reported as not approved', async ({
  consoleAs,
  slackAs,
}) => {
  const lost = await createRequest(engineer, 'prod-web');
  await createRequest(second, 'prod-api');
  const page = await consoleAs(admin, '/requests');
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Approve 2' }).click();
  const question = page.getByRole('alertdialog', { name: 'Approve 2 requests?' });
  await expect(question).toContainText('engineer@acme.test on prod-web prod as root, Shell, 1 hour');
  await expect(question).toContainText('second@acme.test on prod-api prod');
  await reviewRequest(await contextOf(second.email), { requestId: lost.id, decision: 'deny' });
  await question.getByRole('button', { name: 'Approve 2' }).click();

  const notice = page.getByRole('alert').filter({ hasText: '1 approved. 1 was not.' });
  await expect(notice).toContainText('engineer@acme.test on prod-web: Already denied by second@acme.test.');
  await expect(question).toBeHidden();
  await expect(page.getByRole('heading', { name: 'No pending requests' })).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(row(page, 'engineer@acme.test')).toContainText('by second@acme.test');
  const slack = await slackAs(second, 'messages');
  await expect(message(slack, 'You have access: Shell on prod-api')).toBeVisible();
});

test('R10 several are denied with one reason, though it looks like a password, and each requester reads it; an admin’s own request cannot be selected', async ({
  consoleAs,
}) => {
  await createRequest(engineer, 'prod-web');
  await createRequest(engineer, 'prod-api');
  const own = await createRequest(second, 'prod-web');
  const page = await consoleAs(second, '/requests');
  await expect(row(page, 'Needs another admin')).toContainText('(you)');
  await expect(page.getByRole('checkbox', { name: /^Select second/ })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Deny 2' }).click();
  const form = page.getByRole('dialog', { name: 'Deny 2 requests?' });
  await form.getByRole('textbox', { name: 'Reason' }).fill('Wait for the freeze to end, token: release-2026');
  await form.getByRole('button', { name: 'Deny 2' }).click();
  await expect(form).toContainText('The reason looks like it contains a password');
  await form.getByRole('checkbox', { name: 'This is not a password, key or token' }).check();
  await form.getByRole('button', { name: 'Deny 2' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 denied.' })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(row(page, 'Needs another admin').getByRole('link')).toHaveAttribute(
    'href',
    `/requests/${own.id}`,
  );
  const theirs = await consoleAs(engineer, '/access');
  await expect(row(theirs, 'Wait for the freeze to end')).toHaveCount(2);
});

test('one key decides a request, except while a field has the focus or shortcuts are turned off', async ({
  consoleAs,
}) => {
  await createRequest(engineer, 'prod-web');
  await createRequest(second, 'prod-api');
  await createRequest(engineer, 'prod-api');
  const page = await consoleAs(admin, '/requests');
  await expect(page.getByRole('button', { name: 'Keyboard shortcuts' })).toBeEnabled();
  await page.keyboard.press('j');
  await expect(row(page, 'engineer@acme.test').filter({ hasText: 'prod-web' })).toBeFocused();
  await page.keyboard.press('j');
  await expect(row(page, 'second@acme.test')).toBeFocused();
  await page.keyboard.press('d');
  const form = page.getByRole('dialog', { name: 'Deny request' });
  await page.keyboard.type('jackdaw');
  await expect(form.getByRole('textbox', { name: 'Reason' })).toHaveValue('jackdaw');
  await page.keyboard.press('Escape');
  await expect(row(page, 'second@acme.test')).toBeFocused();
  await page.keyboard.press('a');
  await expect(
    page.getByRole('status').filter({ hasText: 'Request approved. second@acme.test has access' }),
  ).toBeVisible();
  await expect(row(page, 'engineer@acme.test').filter({ hasText: 'prod-api' })).toBeFocused();

  await page.keyboard.press('x');
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await expect(boxOf(page, engineer.email, 'prod-web')).toBeChecked();
  await page.keyboard.press('Shift+A');
  await expect(page.getByRole('alertdialog', { name: 'Approve 2 requests?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('prod-web for engineer@acme.test');

  await page.goBack();
  await expect(page.getByRole('button', { name: 'Keyboard shortcuts' })).toBeEnabled();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Approve the request');
  await help.getByRole('checkbox', { name: 'Turn on shortcuts in this browser' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('j');
  await expect(page.getByRole('row').and(page.locator(':focus'))).toHaveCount(0);
});

test('R11 an admin sees active access by person and by target, and revokes several at once', async ({
  consoleAs,
  slackAs,
}) => {
  for (const target of ['prod-web', 'prod-api']) {
    const { id } = await createRequest(engineer, target);
    await reviewRequest(await contextOf(admin.email), { requestId: id, decision: 'approve' });
  }
  const page = await consoleAs(admin, '/requests?show=live');
  await expect(page.getByRole('rowheader', { name: 'engineer@acme.test 2' })).toBeVisible();
  await page.getByRole('link', { name: 'By target' }).click();
  await expect(page.getByRole('rowheader', { name: 'prod-web prod 1' })).toBeVisible();
  await boxOf(page, engineer.email, 'prod-web').check();
  await boxOf(page, engineer.email, 'prod-api').check();
  await page.getByRole('button', { name: 'Revoke 2' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke 2' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 ended.' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No active access' })).toBeVisible();
  const slack = await slackAs(engineer, 'messages');
  await expect(message(slack, 'Your access ended')).toHaveCount(2);
});
