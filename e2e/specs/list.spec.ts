import { largeOrganization } from '@/e2e/fixtures/large-organization';
import { load } from '@/e2e/fixtures/seed';
import { message, send } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

test('a list of 120 targets has six pages, and Next and Previous change the page in place', async ({
  product,
  slackAs,
}) => {
  await load(product, largeOrganization);
  const page = await slackAs(users.dba);
  await send(page, '/bz-list-targets');
  const list = message(page, 'you can request');
  await expect(list.getByRole('heading')).toHaveText('120 targets you can request');
  await expect(list.getByRole('button', { name: /^Request Access to / })).toHaveCount(20);
  await expect(list.getByRole('button', { name: 'Previous' })).toHaveCount(0);
  for (let number = 2; number <= 6; number++) {
    await list.getByRole('button', { name: 'Next' }).click();
    await expect(list).toContainText(`Page ${number} of 6`);
  }
  await expect(list.getByRole('button', { name: 'Next' })).toHaveCount(0);
  await expect(list.getByRole('button', { name: 'Request Access to farm-120' })).toBeVisible();
  await list.getByRole('button', { name: 'Previous' }).click();
  await expect(list).toContainText('Page 5 of 6');
  await expect(list).toHaveCount(1);

  await send(page, '/bz-list-targets farm-11');
  const found = message(page, 'for “farm-11”');
  await expect(found.getByRole('button', { name: /^Request Access to farm-11/ })).toHaveCount(10);
});

test('words filter the list by name, type and environment, and help explains how', async ({
  product,
  slackAs,
}) => {
  const page = await slackAs(users.engineer);
  await send(page, '/bz-list-targets stage');
  const found = message(page, 'for “stage”');
  await expect(found.getByRole('button', { name: /^Request Access to / })).toHaveCount(1);
  await expect(found).toContainText('Linux server in stage · 30 minutes · automatic');
  await send(page, '/bz-list-targets PROD server');
  const prod = message(page, 'for “PROD server”');
  await expect(prod.getByRole('button', { name: /^Request Access to / })).toHaveCount(2);
  await expect(prod).toContainText('1 hour · needs approval');
  await send(page, '/bz-list-targets moon');
  await expect(message(page, 'No targets match “moon”.')).toBeVisible();
  await send(page, '/bz-list-targets help');
  const help = message(page, 'Access when you need it');
  await expect(help).toContainText('Press Request Access');
  await expect(help.getByRole('link', { name: 'open the console' })).toHaveAttribute('href', product.appUrl);
});
