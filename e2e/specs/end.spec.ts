import { createRequest } from '@/e2e/fixtures/actions';
import { fillRequest, requestInConsole, row } from '@/e2e/fixtures/console';
import { confirmEnd, message, readAnswer, send } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer } = users;

test('R3 a second request shows the pending one, which can be cancelled', async ({ consoleAs, slackAs }) => {
  const slack = await slackAs(engineer);
  await send(slack, '/bz-list-targets prod-web');
  const page = await consoleAs(engineer);
  await requestInConsole(page, { target: 'prod-web', as: 'root', action: 'Shell' });
  await expect(row(page, 'prod-web').getByRole('link', { name: 'Pending' })).toBeVisible();

  await slack.getByRole('button', { name: 'Request Access to prod-web' }).click();
  await readAnswer(slack, 'Request access', 'You already have a request: Shell on prod-web as root');
  await expect(message(slack, '⏳ Pending')).toBeVisible();

  await page.goto('/access');
  await page.getByRole('button', { name: 'Cancel request for prod-web' }).click();
  await expect(page.getByRole('heading', { name: 'Pending requests' })).toHaveCount(0);
  await requestInConsole(page, { target: 'prod-web', as: 'deploy', action: 'Shell' });
  await expect(row(page, 'prod-web').getByRole('link', { name: 'Pending' })).toBeVisible();
});

test('R11 End now in Slack ends access, notifies everyone, and it can be requested again', async ({
  consoleAs,
  slackAs,
}) => {
  await createRequest(engineer, 'stage-web');
  const slack = await slackAs(engineer, 'messages');
  const access = message(slack, 'You have access: Shell on stage-web');
  await access.getByRole('button', { name: /^End now/ }).click();
  await confirmEnd(slack, 'This ends deploy on stage-web and its open sessions.');
  const end = message(slack, 'Your access: Shell on stage-web');
  await expect(end).toContainText('Ended by requester');
  const page = await consoleAs(engineer, '/access');
  await expect(page.getByRole('heading', { name: 'No active access' })).toBeVisible();
  await expect(row(page, 'stage-web')).toContainText('Ended by requester');
  const log = await slackAs(admin, 'bzero-jit-log');
  await expect(message(log, 'Ended by requester')).toContainText('engineer@acme.test, Shell on stage-web');

  await end.getByRole('button', { name: /^Request again/ }).click();
  await fillRequest(slack, { target: 'stage-web', reason: 'One more look' });
  await expect(message(slack, 'You have access: Shell on stage-web as deploy')).toBeVisible();
});

test('R11 an edit of the policy that covered it ends access at once', async ({ consoleAs, slackAs }) => {
  await createRequest(engineer, 'stage-web');
  const page = await consoleAs(admin, '/policies');
  await page.getByRole('link', { name: 'Staging servers', exact: true }).click();
  await page.getByRole('button', { name: 'Remove deploy' }).click();
  const users = page.getByRole('textbox', { name: 'Target users' });
  await users.fill('reader');
  await users.press('Enter');
  // Shown before it is saved.
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText(
    /Active access that will end ?engineer@acme.test on stage-web as deploy, Shell/,
  );
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByRole('button', { name: 'Save and end access' }).click();
  await expect(page.getByRole('main')).toContainText('Version 2');

  const slack = await slackAs(engineer, 'messages');
  await expect(message(slack, 'Your access ended: Shell on stage-web as deploy')).toBeVisible();
  const log = await slackAs(admin, 'bzero-jit-log');
  await expect(message(log, 'Ended: policy changed').filter({ hasText: 'engineer@acme.test' })).toBeVisible();
});

test('R11 a user who is disabled loses access at once, and is signed out at the next request', async ({
  consoleAs,
  slackAs,
}) => {
  await createRequest(engineer, 'stage-web');
  const theirs = await consoleAs(engineer, '/access');
  await expect(row(theirs, 'stage-web')).toContainText('30 min left');
  const page = await consoleAs(admin, '/users');
  await page.getByRole('button', { name: 'Disable engineer@acme.test' }).click();
  const question = page.getByRole('alertdialog', { name: 'Disable engineer@acme.test?' });
  await question.getByRole('button', { name: 'Disable' }).click();
  await expect(row(page, 'engineer@acme.test')).toContainText('Disabled');

  await theirs.getByRole('link', { name: 'Request access', exact: true }).click();
  await expect(theirs.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await theirs.getByRole('button', { name: 'Sign in with Acme SSO' }).click();
  await theirs.getByRole('button', { name: engineer.email, exact: true }).click();
  await expect(theirs.getByRole('alert').filter({ hasText: 'Your account is disabled.' })).toBeVisible();

  const log = await slackAs(admin, 'bzero-jit-log');
  await expect(
    message(log, 'Ended: account disabled').filter({ hasText: 'engineer@acme.test' }),
  ).toBeVisible();
  const slack = await slackAs(engineer);
  await send(slack, '/bz-list-targets');
  await expect(message(slack, 'Your account is disabled.')).toBeVisible();
});
