import { requestInConsole, row } from '@/e2e/fixtures/console';
import { expect, test } from '@/e2e/fixtures/journey';
import { players } from '@/e2e/fixtures/people';
import { message, say } from '@/e2e/fixtures/slack';

test.use({ worker: 'off' });

test('R12 an expired grant gives nothing even when no worker runs', async ({ consoleAs, pass, slackAs }) => {
  const page = await consoleAs(players.engineer);
  await requestInConsole(page, { target: 'stage-web' });
  await expect(row(page, 'stage-web').getByRole('link', { name: /^Active/ })).toBeVisible();

  await pass(31);
  await page.goto('/access');
  await expect(page.getByRole('heading', { name: 'You have no live access' })).toBeVisible();
  await expect(row(page, 'stage-web')).toContainText('Expired');
  const slack = await slackAs(players.engineer);
  await say(slack, '/bz-list-targets stage');
  await expect(slack.getByRole('button', { name: 'Request Access to stage-web' })).toBeVisible();
  await expect(message(slack, 'you have access until')).toHaveCount(0);

  await requestInConsole(page, { target: 'stage-web', reason: 'Once more' });
  await expect(row(page, 'stage-web').getByRole('link', { name: /^Active/ })).toBeVisible();
});
