import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { tabTo } from '@/e2e/fixtures/keyboard';
import { cards, message } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer, second } = users;

test('R6 an admin allows self-approval, by keyboard alone, and the audit log shows that it was used', async ({
  consoleAs,
}) => {
  const page = await consoleAs(admin, '/settings/organization');
  await expect(page.getByText('/bz-list-targets')).toBeVisible();
  await expect(page.getByText('bzero-jit-log')).toBeVisible();
  await tabTo(page, page.getByRole('checkbox', { name: 'Admins can approve their own requests' }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('combobox', { name: 'Pending requests time out after' }));
  await page.keyboard.press('4');
  await tabTo(page, page.getByRole('button', { name: 'Save changes' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Pending requests time out after' })).toHaveValue('240');

  await createRequest(second, 'prod-web');
  const own = await consoleAs(second, '/requests');
  await own.getByRole('button', { name: 'Approve second@acme.test on prod-web' }).click();
  await expect(own.getByRole('heading', { name: 'No pending requests' })).toBeVisible();
  await page.goto('/audit');
  await expect(row(page, 'second@acme.test approved their own request for prod-web')).toBeVisible();
  await expect(row(page, 'changed the organization settings: request time-out, self-approval')).toBeVisible();
});

test('R9 admins are reminded of pending requests, and can decide from the reminder', async ({
  pass,
  slackAs,
}) => {
  await createRequest(engineer, 'prod-web', { reason: 'The disk is full' });
  const slack = await slackAs(admin, 'messages');
  await expect(cards(slack)).toBeVisible();
  await pass(61);
  const reminder = message(slack, 'Reminder: @Engineer requests root shell on prod-web');
  await expect(reminder).toContainText('The disk is full');
  await reminder.getByRole('button', { name: /^Approve/ }).click();
  await expect(reminder).toContainText('Approved by @Admin');
  await expect(reminder.getByRole('button')).toHaveCount(0);
});
