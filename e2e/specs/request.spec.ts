import { row } from '@/e2e/fixtures/console';
import { message, requestInSlack, toAppMessages } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

test('R2 an automatic policy gives access at once, and the requester and the log channel are notified', async ({
  slackAs,
  consoleAs,
}) => {
  const slack = await slackAs(users.engineer);
  await requestInSlack(slack, { target: 'stage-web', reason: 'Trying the new build' });
  await expect(message(slack, '✅ Active until')).toBeVisible();
  await toAppMessages(slack);
  const notice = message(slack, 'You have access: Shell on stage-web as deploy');
  await expect(notice).toContainText('Approved automatically');
  await expect(notice.getByRole('button', { name: 'End now' })).toBeVisible();

  const log = await slackAs(users.admin, 'bzero-jit-log');
  await expect(message(log, 'Approved automatically')).toContainText('Trying the new build');
  const access = await consoleAs(users.engineer, '/access');
  await expect(row(access, 'stage-web')).toContainText('30 min left');
});

test('an action that the server does not have says to reload the page, and what was typed comes back', async ({
  consoleAs,
}) => {
  const page = await consoleAs(users.engineer, '/request-access');
  const open = () => page.getByRole('button', { name: 'Request Access to prod-web', exact: true }).click();
  const reason = page.getByLabel('Reason');
  const user = page.getByLabel('Target user');
  await open();
  await user.selectOption('root');
  await reason.fill('Ticket 7: the disk is full');
  // What a server of another version answers.
  await page.route('**/request-access', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 409,
          contentType: 'text/plain',
          headers: { 'x-nextjs-action-not-found': '1' },
          body: 'Server action not found.',
        })
      : route.fallback(),
  );
  await page.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(page.getByText('This page is from another version of the console.')).toBeVisible();
  await expect(reason).toHaveValue('Ticket 7: the disk is full');

  await page.unrouteAll();
  await page.reload();
  await open();
  await expect(reason).toHaveValue('Ticket 7: the disk is full');
  await expect(user).toHaveValue('root');
  await expect(page.getByText('What you typed before the page was reloaded is back.')).toBeVisible();

  await page.getByRole('button', { name: 'Cancel' }).click();
  await open();
  await expect(reason).toHaveValue('');
});
