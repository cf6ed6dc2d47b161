import { fillRequest } from '@/e2e/fixtures/console';
import { add, choose, create, newPolicy } from '@/e2e/fixtures/policies';
import { message, send } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

test('R5 an admin writes policies for clusters and for web apps', async ({ consoleAs }) => {
  const page = await consoleAs(users.admin);
  await newPolicy(page, 'Kubernetes');
  await choose(page, 'Targets', 'bzero-cluster');
  await add(page, 'Target users', 'viewer');
  await add(page, 'Target groups', 'viewers');
  await create(page, 'Cluster readers');

  await newPolicy(page, 'Proxy');
  await choose(page, 'Targets', 'stage');
  await create(page, 'Staging web apps');
});

test('R5 an admin creates a policy for a server and one to request it, and a user can request it', async ({
  consoleAs,
  slackAs,
}) => {
  const page = await consoleAs(users.admin);
  await newPolicy(page, 'Target access');
  await choose(page, 'Targets', 'prod-api');
  await add(page, 'Target users', 'operator');
  await page.getByRole('checkbox', { name: 'Shell' }).check();
  await create(page, 'API operators');

  await newPolicy(page, 'Just-in-time');
  await choose(page, 'Who can request', 'dba@acme.test');
  await choose(page, 'What they can request', 'API operators');
  await page.getByRole('radio', { name: 'Automatic' }).check();
  await page.getByRole('button', { name: '30 min' }).click();
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText('approved automatically');
  await create(page, 'API on call');

  const slack = await slackAs(users.dba);
  await send(slack, '/bz-list-targets');
  await expect(message(slack, 'prod-api')).toContainText('30 minutes · automatic');
  await slack.getByRole('button', { name: 'Request Access to prod-api' }).click();
  await fillRequest(slack, { target: 'prod-api' });
  await expect(message(slack, '✅ Active until')).toBeVisible();
});
