import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { cards, message, send } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer } = users;

test('R12 access expires by the clock, and the list, My access, Slack and the log all show it', async ({
  consoleAs,
  pass,
  slackAs,
}) => {
  await createRequest(engineer, 'stage-web');
  const slack = await slackAs(engineer, 'messages');
  const access = message(slack, 'You have access: Shell on stage-web');
  await expect(access.getByRole('button', { name: /^End now/ })).toBeVisible();
  const page = await consoleAs(engineer, '/access');
  await expect(row(page, 'stage-web')).toContainText('30 min left');

  await pass(31);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No active access' })).toBeVisible();
  await expect(row(page, 'stage-web')).toContainText('Expired');
  const end = message(slack, 'Your access ended: Shell on stage-web as deploy');
  await expect(end).toContainText('Expired');
  await expect(end.getByRole('button', { name: /^Request again/ })).toBeVisible();
  await expect(access).toHaveCount(0);
  await expect(message(slack, 'Your access: Shell on stage-web')).toContainText('Expired');
  const log = await slackAs(admin, 'bzero-jit-log');
  await expect(message(log, 'Expired')).toContainText('engineer@acme.test, Shell on stage-web');
  await send(log, '/bz-list-targets'); // the admin has nothing to request
  await expect(message(log, 'You can’t request any targets yet.')).toBeVisible();
  await send(slack, '/bz-list-targets stage');
  await expect(slack.getByRole('button', { name: 'Request Access to stage-web' })).toBeVisible();
});

test('R3 in its last ten minutes the same access can be requested on the page of the request, also for less time', async ({
  consoleAs,
  pass,
}) => {
  await createRequest(engineer, 'stage-web');
  const page = await consoleAs(engineer, '/access');
  const more = page.getByRole('button', { name: 'Request more time: stage-web' });
  await expect(row(page, 'stage-web')).toContainText('30 min left');
  await expect(more).toHaveCount(0);
  await pass(21);
  await page.reload();
  await row(page, 'stage-web').getByRole('link', { name: 'stage-web' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('stage-web');
  await more.click();
  const form = page.getByRole('dialog', { name: 'Request access' });
  await expect(form.getByRole('combobox', { name: 'Target user' })).toHaveValue('deploy');
  await expect(form.getByRole('status')).toContainText('Approved automatically for 30 minutes');
  await form.getByRole('combobox', { name: 'Duration' }).selectOption('15 minutes');
  await expect(form.getByRole('status')).toContainText('Approved automatically for 15 minutes');
  await form.getByRole('textbox', { name: 'Reason' }).fill('The build is not done');
  await form.getByRole('button', { name: 'Request', exact: true }).click();
  await expect(form).toHaveCount(0);
  await page.goto(new URL('/access', page.url()).href);
  await expect(row(page, 'stage-web').filter({ hasText: 'left' })).toContainText('15 min left');
});

test('R9 a request that nobody decides times out, its card loses its buttons, and it can be requested again', async ({
  consoleAs,
  pass,
  slackAs,
}) => {
  await createRequest(engineer, 'prod-web');
  const decider = await slackAs(admin, 'messages');
  const card = cards(decider);
  await expect(card.getByRole('button', { name: /^Approve/ })).toBeVisible();
  await pass(24 * 60 + 1);
  await expect(card).toContainText('Timed out');
  await expect(card.getByRole('button')).toHaveCount(0);
  const slack = await slackAs(engineer, 'messages');
  const outcome = message(slack, 'Your request: Shell on prod-web');
  await expect(outcome.getByRole('button', { name: /^Request again/ })).toBeVisible();
  const page = await consoleAs(engineer, '/access');
  await expect(row(page, 'prod-web')).toContainText('Timed out');
});
