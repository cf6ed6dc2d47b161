import { linkSlack } from '@/e2e/fixtures/actions';
import { contextOf } from '@/e2e/fixtures/seed';
import { cards, message, requestInSlack } from '@/e2e/fixtures/slack';
import { createGrant, end, expect, test } from '@/e2e/fixtures/terminal-test';
import { users } from '@/e2e/fixtures/users';
import { getKeyRevocationList } from '@/lib/certificates/get-revocation-list';

const { admin, engineer, second } = users;

test('from /bz-list-targets to a shell on a real server, which closes when the access ends', async ({
  server: _,
  slackAs,
  terminalAs,
  pass,
}) => {
  const { zli } = await terminalAs(engineer);
  await linkSlack(admin);
  const slack = await slackAs(engineer);
  const fields = { target: 'prod-web', as: 'root', action: 'Shell', reason: 'The disk is full, INC-2041' };
  await requestInSlack(slack, fields);
  await expect(message(slack, '⏳ Pending')).toBeVisible();

  // The engineer waits in a terminal while the admin decides in Slack.
  const session = zli('connect', 'root@prod-web.prod', '--wait', '--', 'echo "I am $(whoami)"; sleep 600');
  const direct = await slackAs(admin, 'messages');
  const card = cards(direct).filter({ hasText: 'INC-2041' });
  const approve = card.getByRole('button', { name: /^Approve/ });
  await expect(approve).toBeVisible();
  await approve.click();
  await session.prints('I am root');

  await pass(61);
  const { code, output } = await end(session);
  expect({ code, output }).toEqual({
    code: 8,
    output: expect.stringContaining(
      'ended: it expired. Request it again with: zli request root@prod-web.prod',
    ),
  });

  expect(await end(zli('connect', 'root@prod-web', '--', 'true'))).toMatchObject({
    code: 1,
    output: expect.stringContaining("You don't have access to prod-web. You can request it."),
  });

  // The product has verified the revocation, and reports it in the channel where it reported the end.
  const log = await slackAs(admin, 'bzero-jit-log');
  await expect(message(log, 'Revocation verified')).toContainText('refuses the certificate');
});

test('revoking access closes the session and alarms admins until the host has fetched the revocation list', async ({
  consoleAs,
  pass,
  server,
  slackAs,
  terminalAs,
}) => {
  await linkSlack(second);
  const { zli } = await terminalAs(engineer);
  const request = await createGrant(engineer, 'prod-web');
  const session = zli('connect', 'root@prod-web', '--', 'echo started; sleep 600');
  await session.prints('started');
  const page = await consoleAs(admin, '/sessions');
  await expect(page.getByRole('row').filter({ hasText: engineer.email })).toContainText('Open');
  await page.goto(`/requests/${request.id}`);
  await page.getByRole('button', { name: /^Revoke/ }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Revoke/ })
    .click();
  expect(await end(session)).toMatchObject({
    code: 8,
    output: expect.stringContaining('admin@acme.test revoked it'),
  });

  await page.goto(`/requests/${request.id}`);
  await expect(page.getByText('Still accessible')).toBeVisible();
  const direct = await slackAs(second, 'messages');
  await expect(message(direct, 'Access still works after revocation')).toContainText(
    'still accepts the certificate',
  );

  const { organizationId } = await contextOf(admin.email);
  server.setKrl(await getKeyRevocationList({ organizationId }));
  await pass(1); // the next check is due
  await expect(message(direct, 'Revocation verified')).toBeVisible();
});
