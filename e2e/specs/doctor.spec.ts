import { createRequest } from '@/e2e/fixtures/actions';
import { load } from '@/e2e/fixtures/seed';
import { message, send } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin } = users;
const settings = '/settings/integrations/slack';

test('an admin sees what is wrong with the integration and how to fix it, the same in Slack, and reinstalls', async ({
  product,
  consoleAs,
  slackAs,
}) => {
  const { control } = product.slack;
  const log = () => control.channels('T0ACME').some(({ name }) => name === 'bzero-jit-log');
  await expect.poll(log).toBe(true);
  const page = await consoleAs(admin, settings);
  const checks = page.getByRole('list', { name: 'Checks' });
  await expect(checks).toContainText('Connected.');
  await expect(checks).toContainText('bzero-jit-log is private and not shared.');
  await expect(checks).toContainText('Not linked: second@acme.test.');

  await page.getByRole('button', { name: 'Send test message' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: 'Test message delivered to you and bzero-jit-log.' }),
  ).toBeVisible();

  control.setChannel('T0ACME', 'bzero-jit-log', { kind: 'public' });
  control.setScopes('T0ACME', [
    'commands',
    'chat:write',
    'im:write',
    'groups:write',
    'groups:read',
    'users:read',
  ]);
  await page.reload();
  const open = checks.getByRole('listitem').filter({ hasText: 'Log channel' });
  await expect(open).toContainText('bzero-jit-log is not private');
  await expect(open).toContainText('Make it private in its Slack settings.');
  await expect(checks).toContainText('Not granted: im:history, groups:history, users:read.email.');

  const slack = await slackAs(admin);
  await send(slack, '/bz-list-targets doctor');
  const notice = message(slack, 'checks need attention').last();
  await expect(notice).toContainText('bzero-jit-log is not private');
  await expect(notice).toContainText('Not granted: im:history, groups:history, users:read.email.');

  await page.getByRole('link', { name: 'Reinstall' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByText('Slack connected.').first()).toBeVisible();
  await expect(checks).not.toContainText('Not granted');
});

test('R14 a message that could not be delivered shows why, and is sent again on demand', async ({
  product,
  consoleAs,
}) => {
  const { control } = product.slack;
  await load(product, {
    users: [{ email: 'former@acme.test' }],
    policies: [
      {
        type: 'JustInTime',
        name: 'For one who left',
        subjects: ['former@acme.test'],
        childPolicies: ['Prod servers'],
      },
    ],
  });
  await createRequest(users.former, 'prod-web');
  const page = await consoleAs(admin, settings);
  const failed = page.getByRole('list', { name: 'Failed messages' });
  await expect(async () => {
    await page.reload();
    await expect(failed).toContainText('former@acme.test: not reachable in Slack', { timeout: 1000 });
  }).toPass();
  await control.setUser('T0ACME', 'U0FORMER', { deleted: false });
  await failed.getByRole('button', { name: 'Retry the message to former@acme.test' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Sending 1 message again.' })).toBeVisible();
  await expect
    .poll(() =>
      control
        .messages({ teamId: 'T0ACME', user: 'U0FORMER' })
        .map(({ text }) => text)
        .join(),
    )
    .toContain('Pending: Shell');
});
