import { createRequest, linkSlack } from '@/e2e/fixtures/actions';
import { confirmEnd } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, second, engineer } = users;

test('the Home tab shows active access, own requests, and pending requests to admins, with buttons that work', async ({
  slackAs,
}) => {
  await createRequest(engineer, 'stage-web');
  await createRequest(engineer, 'prod-web');
  await linkSlack(second);
  const theirs = await slackAs(engineer, 'app');
  const home = theirs.getByRole('tabpanel', { name: 'Home' });
  await expect(home.getByRole('heading', { name: 'My active access' })).toBeVisible();
  await expect(home).toContainText('zli connect deploy@stage-web.stage');
  await expect(home.getByRole('button', { name: 'Cancel request: root on prod-web' })).toBeVisible();
  await expect(home.getByRole('heading', { name: /Pending requests/ })).toHaveCount(0);

  const admins = (await slackAs(admin, 'app')).getByRole('tabpanel', { name: 'Home' });
  await expect(admins.getByRole('heading', { name: 'Pending requests (1)' })).toBeVisible();
  await admins.getByRole('button', { name: 'Approve root on prod-web for engineer@acme.test' }).click();
  await expect(admins).toContainText('No pending requests.');
  await expect(home).toContainText('zli connect root@prod-web.prod');

  await home.getByRole('button', { name: 'End now: deploy on stage-web' }).click();
  await confirmEnd(theirs, 'You can request it again.');
  await expect(home).toContainText('Ended by requester');
  await expect(home.getByRole('button', { name: 'End now: deploy on stage-web' })).toHaveCount(0);
});
