import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { press, tabTo } from '@/e2e/fixtures/keyboard';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { database } from '@/lib/db/client';

const { admin, engineer, second } = users;

test('an admin lands on the overview, sees a new request without moving rows, and decides it without a mouse', async ({
  consoleAs,
}) => {
  const live = await createRequest(engineer, 'stage-web');
  await createRequest(engineer, 'prod-web');
  const page = await consoleAs(admin);
  await expect(page).toHaveURL('/overview');
  await expect(page).toHaveTitle(/^\(1\) Overview/);
  await expect(page.getByRole('region', { name: 'Active access' })).toContainText('stage-web');
  const requests = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Requests' });
  await expect(requests).toHaveText('Requests1 pending');

  const first = row(page, 'prod-web');
  const before = await first.boundingBox();
  await createRequest(second, 'prod-api', { as: 'deploy' });
  await expect(page.getByText('There are new requests.')).toBeVisible();
  await expect(page).toHaveTitle(/^\(2\) Overview/);
  await expect(requests).toHaveText('Requests2 pending');
  await expect(row(page, 'prod-api')).toHaveCount(0);
  expect(await first.boundingBox()).toEqual(before);
  await press(page, page.getByRole('button', { name: 'Show', exact: true }));
  await expect(row(page, 'prod-api')).toBeVisible();

  await press(page, first.getByRole('button', { name: /^Approve/ }));
  await expect(page.getByRole('region', { name: 'Active access' })).toContainText('prod-web');
  await expect(page.getByText('There are new requests.')).toHaveCount(0);

  const { organizationId } = await database().prisma.accessRequest.findUniqueOrThrow({
    where: { id: live.id },
    select: { organizationId: true },
  });
  await database().prisma.revocationCheck.create({
    data: { requestId: live.id, organizationId, state: 'StillOpen', detail: 'prod still takes it.' },
  });
  const alarm = page.getByRole('link', { name: '1 ended access still works' });
  await expect(alarm).toBeVisible();
  await press(page, page.getByRole('link', { name: 'Policies' }));
  await press(page, alarm);
  await expect(page.getByRole('region', { name: 'Ended access that still works' })).toContainText(
    'stage-web',
  );
});

test.describe('a new organization', () => {
  test.use({ organization: null, integrated: false });

  test('finds what to do next without a mouse, and each step leads to its page', async ({ consoleAs }) => {
    const page = await consoleAs(admin);
    const steps = page.getByRole('region', { name: 'Set up your organization' });
    await expect(steps).toContainText('0 of 6 done');
    for (const [name, heading] of [
      ['Connect Slack', 'Platform settings'],
      ['Create an access policy', 'New target access policy'],
      ['Open People', 'People'],
    ] as const) {
      await press(page, steps.getByRole('link', { name }));
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await page.goBack();
      await expect(steps).toBeVisible();
    }
    await press(page, steps.getByRole('link', { name: 'Add a target' }));
    await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
    await page.keyboard.type('web-1');
    await press(page, page.getByRole('button', { name: 'New environment' }));
    const environment = page.getByRole('dialog', { name: 'New environment' });
    await tabTo(page, environment.getByRole('textbox', { name: 'Name' }));
    await page.keyboard.type('prod');
    await page.keyboard.press('Enter');
    await expect(environment).toHaveCount(0);
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('web-1');
    await press(page, page.getByRole('button', { name: 'Register target' }));
    await expect(page.getByRole('heading', { level: 1, name: 'web-1' })).toBeVisible();
    await page.goto('/');
    await expect(steps).toContainText('1 of 6 done');
  });
});
