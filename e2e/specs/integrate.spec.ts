import { signIn } from '@/e2e/fixtures/console';
import {
  allow,
  chooseAtSlack,
  expectIntegrated,
  expectRefused,
  nextCallback,
  startIntegration,
  toIntegration,
} from '@/e2e/fixtures/integration';
import { expect, test } from '@/e2e/fixtures/journey';
import { players } from '@/e2e/fixtures/people';
import { message } from '@/e2e/fixtures/slack';
import { integrate, otherOrganization } from '@/e2e/fixtures/stage';

test.use({ integrated: false });

test('R18 an admin of both sides integrates, and the log channel and a greeting appear in Slack', async ({
  consoleAs,
  slackAs,
}) => {
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  await allow(page);
  await expect(page.getByRole('status').filter({ hasText: 'Slack is integrated.' })).toBeVisible();
  await expectIntegrated(page);
  await expect(page.getByRole('region', { name: 'Slack' })).toContainText(
    'bzero-jit-log: all admins are invited',
  );

  const slack = await slackAs(players.admin);
  const conversations = slack.getByRole('navigation', { name: 'Conversations' });
  await expect(conversations.getByRole('link', { name: 'bzero-jit-log' })).toBeVisible();
  await conversations.getByRole('link', { name: 'BastionZero' }).click();
  await slack.getByRole('tab', { name: 'Messages' }).click();
  await expect(
    message(slack, 'You are an admin: requests that need a decision come to you here'),
  ).toBeVisible();

  const second = await slackAs(players.second);
  await expect(second.getByRole('link', { name: 'bzero-jit-log' })).toBeVisible(); // R15
  const engineer = await slackAs(players.engineer);
  await expect(engineer.getByRole('link', { name: 'incidents' })).toBeVisible();
  await expect(engineer.getByRole('link', { name: 'bzero-jit-log' })).toHaveCount(0);
});

test('an integration that is cancelled at Slack says so and changes nothing', async ({ consoleAs }) => {
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectRefused(page, 'The integration was cancelled in Slack. Nothing was changed.');
});

test('R18 somebody who is no admin of the workspace is refused', async ({ consoleAs }) => {
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await chooseAtSlack(page, { workspace: 'Globex', as: 'Admin (from Acme) (admin@acme.test)' });
  await allow(page);
  await expectRefused(page, 'Your Slack account is not an admin or owner of that workspace.');
});

test('R18 an admin of the workspace with another e-mail is refused', async ({ consoleAs }) => {
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Second Admin (second@acme.test)' });
  await allow(page);
  await expectRefused(page, 'Your address in Slack is not the one you signed in with here.');
});

test('R18 a workspace that another organization holds is refused, and theirs keeps working', async ({
  consoleAs,
  product,
}) => {
  await integrate(product, await otherOrganization('admin@acme.test'));
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  await allow(page);
  await expectRefused(page, 'Another organization has integrated that workspace.');
  expect(product.slack.control.calls().map(({ method }) => method)).not.toContain('auth.revoke');
});

test('R18 an integration without every permission is refused, naming those that are missing', async ({
  consoleAs,
  product,
}) => {
  product.slack.control.grantScopes(['commands', 'chat:write']);
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  await allow(page);
  await expectRefused(page, /Slack did not grant every permission.*Missing: .*users:read/);
});

test('R18 a way to Slack and back that took eleven minutes is refused', async ({ consoleAs, pass }) => {
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  await pass(11);
  await allow(page);
  await expectRefused(page, 'The way to Slack and back took too long');
});

test('a state is good once, and only for the admin who began', async ({ consoleAs, product }) => {
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  const callback = nextCallback(page, product);
  await allow(page);
  await expectIntegrated(page);
  await page.goto(await callback);
  await expect(page.getByRole('alert').filter({ hasText: 'The way to Slack and back' })).toBeVisible();
  await expectIntegrated(page); // what works stays untouched
});

test('the way back from Slack is refused for another admin than the one who began', async ({ consoleAs }) => {
  const page = await consoleAs(players.admin);
  await toIntegration(page);
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  await page.context().clearCookies({ domain: 'localhost', name: /next-auth/ });
  const tab = await page.context().newPage();
  await tab.goto('/');
  await signIn(tab, players.second);
  await allow(page);
  await expectRefused(page, 'Only the admin who began the integration may finish it.');
});

test('R18 a user who is no admin cannot begin an integration', async ({ consoleAs }) => {
  const page = await consoleAs(players.engineer);
  await expect(page.getByRole('link', { name: 'Settings' })).toHaveCount(0);
  await page.goto('/api/slack/install');
  await expect(page.getByRole('main')).toContainText('Only admins see the settings');
});
