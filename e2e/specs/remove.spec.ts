import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import {
  allow,
  chooseAtSlack,
  expectIntegrated,
  startIntegration,
  toIntegration,
} from '@/e2e/fixtures/integration';
import { cards, message, send } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer } = users;

test('removing the integration on the web asks first, cancels pending requests, and keeps active access until it expires', async ({
  consoleAs,
  slackAs,
  product,
}) => {
  await createRequest(engineer, 'prod-web');
  await createRequest(engineer, 'stage-web');
  const decider = await slackAs(admin, 'messages');
  const card = cards(decider);
  await expect(card.getByRole('button', { name: /^Approve/ })).toBeVisible();

  const page = await consoleAs(admin);
  await toIntegration(page);
  await page.getByRole('button', { name: 'Remove Integration' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove the integration with Acme?' });
  await expect(question).toContainText('Pending requests are cancelled');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('link', { name: 'Integrate with Slack' })).toBeVisible();

  await expect(card).toContainText('Cancelled');
  await expect(card.getByRole('button')).toHaveCount(0);
  const theirs = await consoleAs(engineer, '/access');
  await expect(row(theirs, 'stage-web')).toContainText('30 min left');
  await expect(row(theirs, 'prod-web')).toContainText('Cancelled');
  await theirs.getByRole('link', { name: 'Request access', exact: true }).click();
  await expect(theirs.getByRole('heading', { name: 'Slack is not connected yet' })).toBeVisible();
  await expect.poll(() => product.slack.control.calls().map(({ method }) => method)).toContain('auth.revoke');
  await send(decider, '/bz-list-targets');
  await expect(message(decider, '/bz-list-targets is not a valid command')).toBeVisible();

  await startIntegration(page); // and once more
  await chooseAtSlack(page, { as: 'Admin (admin@acme.test)' });
  await allow(page);
  await expectIntegrated(page);
  const slack = await slackAs(engineer);
  await send(slack, '/bz-list-targets prod');
  await expect(slack.getByRole('button', { name: 'Request Access to prod-web' })).toBeVisible();
});
