import { requestInConsole, row, signIn } from '@/e2e/fixtures/console';
import {
  allow,
  chooseAtSlack,
  expectIntegrated,
  startIntegration,
  toIntegration,
} from '@/e2e/fixtures/integration';
import { cards, message, openSlack, requestInSlack, toAppMessages } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer } = users;

// The demo as shipped, used by a newcomer in one browser with two tabs.
test.use({ organization: 'docs/demo.yaml', integrated: false, prefetch: true });

test('the whole story, in two tabs: from the first sign-in to the integration removed', async ({
  newPage,
  product,
  pass,
}) => {
  test.slow();
  const console_ = await newPage();
  const slack = await console_.context().newPage();
  const beInSlack = (who: typeof admin | typeof engineer, place: string) =>
    openSlack(slack, product.slack, who, place);

  await test.step('the engineer signs in, so that their groups are known; no target can be requested yet', async () => {
    await console_.goto('/');
    await signIn(console_, engineer);
    await expect(console_.getByRole('heading', { name: 'Slack is not connected yet' })).toBeVisible();
    await console_.getByRole('button', { name: /^Account/ }).click();
    await console_.getByRole('button', { name: 'Sign out' }).click();
  });

  await test.step('the admin integrates with Slack', async () => {
    await signIn(console_, admin);
    await toIntegration(console_);
    await startIntegration(console_);
    await chooseAtSlack(console_, { as: 'Admin (admin@acme.test)' });
    await allow(console_);
    await expectIntegrated(console_);
  });

  await test.step('the engineer gets access to staging automatically', async () => {
    await beInSlack(engineer, 'incidents');
    await requestInSlack(slack, { target: 'stage-db', reason: 'Looking at a slow query' });
    await expect(message(slack, '✅ Active until')).toBeVisible();
  });

  await test.step('and requests production, which an admin approves on a card', async () => {
    await requestInSlack(slack, {
      target: 'prod-web',
      as: 'root',
      action: 'Shell',
      reason: 'Disk is full, INC-2041',
    });
    await expect(message(slack, '⏳ Pending')).toBeVisible();
    await beInSlack(admin, 'messages');
    const card = cards(slack).filter({ hasText: 'INC-2041' });
    await card.getByRole('button', { name: /^Approve/ }).click();
    await expect(card).toContainText('Approved by @Admin');
  });

  await test.step('the admin approves another request in the console', async () => {
    await console_.getByRole('button', { name: /^Account/ }).click();
    await console_.getByRole('button', { name: 'Sign out' }).click();
    await signIn(console_, engineer);
    await requestInConsole(console_, { target: 'win-build', reason: 'The build hangs' });
    await expect(row(console_, 'win-build').getByRole('link', { name: 'Pending' })).toBeVisible();
    await console_.getByRole('button', { name: /^Account/ }).click();
    await console_.getByRole('button', { name: 'Sign out' }).click();
    await signIn(console_, admin);
    await console_.goto('/requests');
    await console_.getByRole('button', { name: 'Approve engineer@acme.test on win-build' }).click();
    await expect(console_.getByRole('heading', { name: 'No pending requests' })).toBeVisible();
  });

  await test.step('bzero-jit-log has every decision, and access expires automatically', async () => {
    await beInSlack(admin, 'bzero-jit-log');
    await expect(message(slack, 'Approved automatically')).toContainText('Looking at a slow query');
    await expect(message(slack, 'Approved by admin@acme.test')).toHaveCount(2);
    await pass(61);
    await expect(message(slack, 'Expired')).toHaveCount(3);
    await beInSlack(engineer, 'incidents');
    await toAppMessages(slack);
    await expect(message(slack, 'Your access ended')).toHaveCount(3);
    await console_.goto('/audit');
    await expect(row(console_, 'prod-web').first()).toBeVisible();
  });

  await test.step('the integration is removed', async () => {
    await toIntegration(console_);
    await console_.getByRole('button', { name: 'Remove Integration' }).click();
    await console_.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(console_.getByRole('link', { name: 'Integrate with Slack' })).toBeVisible();
  });
});
