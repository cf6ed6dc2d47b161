import { row } from '@/e2e/fixtures/console';
import { message, requestInSlack, toAppMessages } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

test('R2 an automatic policy gives access at once, and the requester and the log channel are notified', async ({
  slackAs,
  consoleAs,
}) => {
  const slack = await slackAs(users.engineer);
  await requestInSlack(slack, { target: 'stage-web', reason: 'Trying the new build' });
  await expect(message(slack, '✅ Active until')).toBeVisible();
  await toAppMessages(slack);
  const notice = message(slack, 'You have access: Shell on stage-web as deploy');
  await expect(notice).toContainText('Approved automatically');
  await expect(notice.getByRole('button', { name: 'End now' })).toBeVisible();

  const log = await slackAs(users.admin, 'bzero-jit-log');
  await expect(message(log, 'Approved automatically')).toContainText('Trying the new build');
  const access = await consoleAs(users.engineer, '/access');
  await expect(row(access, 'stage-web')).toContainText('30 min left');
});
