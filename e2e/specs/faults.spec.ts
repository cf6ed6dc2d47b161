import { countUndelivered, linkSlack } from '@/e2e/fixtures/actions';
import { cards, message, requestInSlack } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, second, engineer } = users;

test('R14 while Slack answers 429, 500 or not at all, the request is stored, and each card arrives once and is updated', async ({
  product,
  slackAs,
  consoleAs,
}) => {
  await linkSlack(second);
  const { control } = product.slack;
  const slack = await slackAs(engineer);
  const method = 'chat.postMessage';
  control.addFault({ method, kind: 'ratelimited', retryAfter: 1 });
  control.addFault({ method, kind: 'http500' });
  control.addFault({ method, kind: 'lost-answer', times: 2 });
  await requestInSlack(slack, { target: 'prod-web', as: 'root', action: 'Shell' });
  await expect(message(slack, '⏳ Pending')).toBeVisible();
  const page = await consoleAs(admin, '/requests');
  await expect(page.getByRole('button', { name: 'Approve engineer@acme.test on prod-web' })).toBeVisible();

  await expect.poll(countUndelivered, { timeout: 40_000 }).toBe(0);
  const cardsOf = (user: string) =>
    control.messages({ teamId: 'T0ACME', user }).filter(({ text }) => text.includes('requests root shell'));
  expect(cardsOf('U0ADMIN')).toHaveLength(1);
  expect(cardsOf('U0SECOND')).toHaveLength(1);
  const own = control.messages({ teamId: 'T0ACME', user: 'U0ENGINEER' });
  expect(own.filter(({ text }) => text.includes('Pending: Shell'))).toHaveLength(1);

  const decider = await slackAs(admin, 'messages');
  const card = cards(decider);
  control.addFault({ method: 'response_url', kind: 'http500' });
  control.addFault({ method: 'chat.update', kind: 'ratelimited', retryAfter: 1, times: 2 });
  await card.getByRole('button', { name: /^Approve/ }).click();
  await expect(card).toContainText('Approved by @Admin');
  await expect(card.getByRole('button')).toHaveCount(0);
});
