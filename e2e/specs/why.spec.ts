import { createRequest } from '@/e2e/fixtures/actions';
import { contextOf, load } from '@/e2e/fixtures/seed';
import { message, toAppMessages } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { reviewRequest } from '@/lib/access/review-request';

const { admin, engineer } = users;

test('R2 the admin and the requester see which policy decided, in Slack and in the console', async ({
  consoleAs,
  slackAs,
  product,
}) => {
  await load(product, {
    policies: [
      {
        type: 'JustInTime',
        name: 'Production for the data people',
        subjects: [users.dba.email],
        childPolicies: ['Prod servers'],
      },
    ],
  });
  const { id: requestId } = await createRequest(engineer, 'prod-web');
  const slack = await slackAs(admin, 'messages');
  await message(slack, 'prod-web')
    .getByRole('button', { name: /^Policy details/ })
    .click();
  const why = slack.getByRole('dialog', { name: 'Policy details' });
  await expect(why).toContainText(
    'Policy Production on request (version 1) covers it, through Prod servers, for 1 hour.',
  );
  await expect(why).toContainText('It needs admin approval. admin@acme.test, second@acme.test could decide.');
  await expect(why).toContainText(
    'Policy Production for the data people (version 1) applies to other people.',
  );
  await why.getByRole('button', { name: 'Close' }).first().click();

  await reviewRequest(await contextOf(admin.email), { requestId, decision: 'approve' });
  const theirs = await slackAs(engineer);
  await toAppMessages(theirs);
  await message(theirs, 'You have access')
    .getByRole('button', { name: /^Policy details/ })
    .click();
  await expect(theirs.getByRole('dialog', { name: 'Policy details' })).toContainText(
    'through Prod servers, for 1 hour',
  );

  const page = await consoleAs(engineer, `/requests/${requestId}`);
  await expect(page.getByText('Policy Production on request (version 1) covers it')).toBeVisible();
  await page.getByText('1 similar policy did not match').click();
  await expect(
    page.getByText('Production for the data people (version 1) applies to other people.'),
  ).toBeVisible();
});
