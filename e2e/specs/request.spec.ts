import { row } from '@/e2e/fixtures/console';
import { expect, test } from '@/e2e/fixtures/journey';
import { players } from '@/e2e/fixtures/people';
import { message, readAnswer, requestInSlack, toAppMessages } from '@/e2e/fixtures/slack';

test('R2 an automatic policy gives access at once, and everybody who should reads of it', async ({
  slackAs,
  consoleAs,
}) => {
  const slack = await slackAs(players.engineer);
  await requestInSlack(slack, { target: 'stage-web', reason: 'Trying the new build' });
  await readAnswer(slack, 'Access granted', 'You have access: Shell on stage-web as deploy');
  await toAppMessages(slack);
  const told = message(slack, 'You have access: Shell on stage-web as deploy');
  await expect(told).toContainText('Approved automatically');
  await expect(told.getByRole('button', { name: 'End now' })).toBeVisible();

  const log = await slackAs(players.admin, 'bzero-jit-log');
  await expect(message(log, 'Approved automatically')).toContainText('Trying the new build');
  const access = await consoleAs(players.engineer, '/access');
  await expect(row(access, 'stage-web')).toContainText('Active');
});
