import { createRequest, linkSlack } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { cards, message, requestInSlack, toAppMessages } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, second, engineer } = users;

test('R13 an approval in Slack gives access and rewrites every copy of the card', async ({ slackAs }) => {
  await linkSlack(second);
  const requester = await slackAs(engineer);
  await requestInSlack(requester, {
    target: 'prod-web',
    as: 'root',
    action: 'Shell',
    reason: 'Full: <!channel> & more',
  });
  await expect(message(requester, '⏳ Pending')).toBeVisible();
  await toAppMessages(requester);
  await expect(message(requester, 'Pending: Shell')).toContainText('Full: <!channel> & more');

  const decider = await slackAs(admin, 'messages');
  const other = await slackAs(second, 'messages');
  const card = cards(decider);
  await expect(card).toContainText('@Engineer requests root shell on prod-web (prod) for 1 hour');
  await expect(card).toContainText('Full: <!channel> & more');
  const copy = cards(other);
  await expect(copy.getByRole('button', { name: /^Approve/ })).toBeVisible();
  await card.getByRole('button', { name: /^Approve/ }).click();

  for (const rewritten of [card, copy]) {
    await expect(rewritten).toContainText('Approved by @Admin');
    await expect(rewritten.getByRole('button')).toHaveCount(0);
    await expect(rewritten).toHaveCount(1);
  }
  await expect(message(requester, 'Pending: Shell')).toHaveCount(0);
  const access = message(requester, 'You have access: Shell on prod-web as root');
  await expect(access).toContainText('zli connect root@prod-web.prod');
  await expect(access.getByRole('button', { name: /^End now/ })).toBeVisible();
  const log = await slackAs(admin, 'bzero-jit-log');
  await expect(message(log, 'Approved by admin@acme.test')).toContainText('policy Production on request');
});

test('R13 an approval on the web rewrites the cards in Slack, and the page shows its history', async ({
  consoleAs,
  slackAs,
}) => {
  await createRequest(engineer, 'prod-web');
  const other = await slackAs(admin, 'messages');
  const card = cards(other);
  await expect(card.getByRole('button', { name: /^Approve/ })).toBeVisible();

  const page = await consoleAs(second, '/requests');
  await row(page, 'engineer@acme.test').getByRole('link', { name: 'prod-web' }).click();
  await page.getByRole('button', { name: 'Approve engineer@acme.test on prod-web' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: 'Request approved. engineer@acme.test has access' }),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('By second@acme.test');
  await expect(page.getByRole('button', { name: 'Revoke engineer@acme.test on prod-web' })).toBeVisible();

  await expect(card).toContainText('Approved by @Second Admin');
  await expect(card.getByRole('button')).toHaveCount(0);
  const requester = await slackAs(engineer, 'messages');
  await expect(message(requester, 'You have access: Shell on prod-web as root')).toBeVisible();
});

test('R10 a denial in Slack carries its reason to the requester, in Slack and on the web', async ({
  consoleAs,
  slackAs,
}) => {
  await linkSlack(second);
  await createRequest(engineer, 'prod-web');
  const decider = await slackAs(admin, 'messages');
  await cards(decider).getByRole('button', { name: /^Deny/ }).click();
  const form = decider.getByRole('dialog', { name: 'Deny request' });
  await form.getByRole('textbox', { name: 'Reason' }).fill('Use the replica instead');
  await form.getByRole('button', { name: 'Deny', exact: true }).click();
  await expect(form).toBeHidden();
  await expect(message(decider, 'Denied by @Admin')).toContainText('Use the replica instead');

  const requester = await slackAs(engineer, 'messages');
  await expect(message(requester, 'Talk to the admin, or send a new request')).toContainText(
    'Use the replica instead',
  );
  const page = await consoleAs(engineer, '/access');
  await expect(row(page, 'Denied')).toContainText('Denied by admin@acme.test: Use the replica instead');
  const log = await slackAs(second, 'bzero-jit-log');
  await expect(message(log, 'Denied by admin@acme.test')).toContainText('Use the replica instead');
});

test('R17 an admin who is not linked reads nothing of a request, links by signing in, and then decides', async ({
  slackAs,
}) => {
  await createRequest(engineer, 'prod-web');
  const slack = await slackAs(second, 'messages');
  const first = message(slack, 'Something needs an admin.');
  await expect(first).not.toContainText('prod-web');
  await first.getByRole('button', { name: /^Link your account/ }).click();
  const invitation = message(slack, 'Link your account to approve or deny in Slack.');
  await expect(invitation).toContainText('Sign in through the link, then press the button again.');
  const opened = slack.waitForEvent('popup');
  await invitation.getByRole('button', { name: /^Link your account/ }).click();
  const page = await opened;
  await page.getByRole('button', { name: 'Sign in with Acme SSO' }).click();
  await page.getByRole('button', { name: second.email, exact: true }).click();
  await expect(page.getByRole('main')).toContainText('second@acme.test, signed in here');
  await page.getByRole('button', { name: 'Link Slack account' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'linked' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open Slack' })).toHaveAttribute(
    'href',
    /^slack:\/\/app\?team=T0ACME&id=/,
  );
  await page.getByRole('link', { name: 'Decide here' }).click();
  await expect(page.getByRole('button', { name: 'Approve engineer@acme.test on prod-web' })).toBeVisible();

  await cards(slack)
    .getByRole('button', { name: /^Approve/ })
    .click();
  await expect(message(slack, 'Approved by @Second Admin').first()).toBeVisible();
});

test('R7 an approval by mistake is undone from its message: the access is revoked', async ({ consoleAs }) => {
  await createRequest(engineer, 'prod-web');
  const page = await consoleAs(second, '/requests');
  await page.getByRole('button', { name: 'Approve engineer@acme.test on prod-web' }).click();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: 'Access of engineer@acme.test to prod-web revoked.' }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(row(page, 'engineer@acme.test')).toContainText('Revoked');
});
