import { linkSlack } from '@/e2e/fixtures/actions';
import {
  allow,
  chooseAtSlack,
  expectIntegrated,
  expectRefused,
  nextCallback,
  startIntegration,
  toIntegration,
} from '@/e2e/fixtures/integration';
import { newPolicy } from '@/e2e/fixtures/policies';
import { message } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

test.use({ integrated: false });

test('R18 an admin of both sides integrates, and the log channel and a greeting appear in Slack', async ({
  consoleAs,
  product,
  slackAs,
}) => {
  const page = await consoleAs(users.admin);
  await newPolicy(page, 'Just-in-time'); // R4
  await expect(page.getByRole('button', { name: 'Create policy' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Name' }).fill('On call');
  await page.getByRole('link', { name: 'Connect Slack' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { name: 'Platform settings' })).toBeVisible();
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  const callback = nextCallback(page, product);
  await allow(page);
  await expect(page.getByRole('status').filter({ hasText: 'Slack connected.' })).toBeVisible();
  await expectIntegrated(page);
  await expect(page.getByRole('region', { name: 'Slack' })).toContainText(
    'bzero-jit-log: Admins are added automatically',
  );
  await page.goto(await callback); // a state is valid once
  await expect(
    page.getByRole('alert').filter({ hasText: 'The authorization in Slack took too long' }),
  ).toBeVisible();
  await expectIntegrated(page); // the integration is unchanged
  await newPolicy(page, 'Just-in-time');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('On call');
  await expect(page.getByRole('button', { name: 'Create policy' })).toBeEnabled();

  const slack = await slackAs(users.admin);
  const conversations = slack.getByRole('navigation', { name: 'Conversations' });
  await expect(conversations.getByRole('link', { name: 'bzero-jit-log' })).toBeVisible();
  await conversations.getByRole('link', { name: 'BastionZero' }).click();
  await slack.getByRole('tab', { name: 'Messages' }).click();
  await expect(message(slack, 'You’re an admin: requests that need approval arrive here')).toBeVisible();

  // R15, R17: an admin joins the log channel by linking their account.
  const second = await slackAs(users.second);
  await expect(second.getByRole('link', { name: 'incidents' })).toBeVisible();
  await expect(second.getByRole('link', { name: 'bzero-jit-log' })).toHaveCount(0);
  await linkSlack(users.second);
  await expect(second.getByRole('link', { name: 'bzero-jit-log' })).toBeVisible();
  const engineer = await slackAs(users.engineer);
  await expect(engineer.getByRole('link', { name: 'incidents' })).toBeVisible();
  await expect(engineer.getByRole('link', { name: 'bzero-jit-log' })).toHaveCount(0);
});

test('R18 an integration that is cancelled, or lacks permissions, shows why and changes nothing', async ({
  consoleAs,
  product,
}) => {
  const page = await consoleAs(users.admin);
  await toIntegration(page);
  await startIntegration(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectRefused(page, 'You cancelled the integration in Slack. Nothing was changed.');

  product.slack.control.grantScopes(['commands', 'chat:write']);
  await startIntegration(page);
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  await allow(page);
  await expectRefused(page, /Slack did not grant all required permissions.*Missing: .*users:read/);
});
