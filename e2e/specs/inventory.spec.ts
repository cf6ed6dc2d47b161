import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { press, tabTo } from '@/e2e/fixtures/keyboard';
import { message, send } from '@/e2e/fixtures/slack';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer } = users;
const longName = `farm-${'x'.repeat(91)}`;

test('an admin registers a target, and users who can request its environment see it in Slack', async ({
  consoleAs,
  slackAs,
}) => {
  const page = await consoleAs(admin, '/inventory');
  await page.getByRole('link', { name: 'Register target' }).click();
  await page.getByRole('button', { name: 'Register target' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(/Enter a name/);
  await page.getByRole('textbox', { name: 'Name' }).fill('stage-jobs');
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('stage');
  await page.getByRole('textbox', { name: 'Port' }).fill('99999');
  await page.getByRole('button', { name: 'Register target' }).click();
  await expect(page.getByText('Enter a port from 1 to 65535.').last()).toBeVisible();
  await page.getByRole('textbox', { name: 'Port' }).fill('22');
  await page.getByRole('button', { name: 'Register target' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'stage-jobs' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Linux server in stage');
  await expect(page.getByRole('region', { name: 'Status' })).toContainText('Not set up');
  await page.getByRole('navigation', { name: 'Pages of stage-jobs' }).getByText('Settings').click();
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeDisabled();
  const slack = await slackAs(engineer);
  await send(slack, '/bz-list-targets stage-jobs');
  await expect(message(slack, 'stage-jobs').last()).toContainText('automatic');
});

test('RDP goes through another server, chosen without a mouse, which can’t be archived then', async ({
  consoleAs,
}) => {
  const page = await consoleAs(admin, '/inventory/targets');
  await press(page, page.getByRole('link', { name: 'stage-web', exact: true }));
  await press(page, page.getByRole('navigation', { name: 'Pages of stage-web' }).getByText('Settings'));
  await tabTo(page, page.getByRole('combobox', { name: 'RDP and SQL Server' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await press(page, page.getByRole('button', { name: 'Save changes' }));
  const through = page.getByRole('combobox', { name: 'Server to go through' });
  await expect(through).toHaveAccessibleDescription(/Choose the server to go through/);
  await tabTo(page, through);
  await page.keyboard.type('prod-w');
  await expect(page.getByRole('option', { name: 'prod-web.prod' })).toBeVisible();
  await page.keyboard.press('Enter');
  await press(page, page.getByRole('button', { name: 'Save changes' }));
  await expect(page.getByRole('status').filter({ hasText: 'Saved stage-web.' })).toBeVisible();
  await page.goto('/inventory/targets');
  await page.getByRole('button', { name: 'Archive prod-web' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click();
  const refusal = 'RDP and SQL Server of stage-web in stage go through it. Choose another way there first.';
  await expect(page.getByText(refusal).first()).toBeVisible();
  await page.getByRole('link', { name: 'prod-web', exact: true }).click();
  await page.getByRole('navigation', { name: 'Pages of prod-web' }).getByText('Set-up').click();
  await expect(page.getByText('permitopen="stage-web.acme.test:3389" bz-rdp:').first()).toBeAttached();
});

test('R11 a target is archived with its active access, and restored', async ({ consoleAs, slackAs }) => {
  await createRequest(engineer, 'stage-web');
  const page = await consoleAs(admin, '/inventory/targets');
  await page.getByRole('link', { name: 'stage-web', exact: true }).click();
  const active = page.getByRole('table', { name: 'Active access' });
  await expect(active.getByRole('row').filter({ hasText: engineer.email })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Policies and last session' })).toContainText('Just-in-time');
  await page.goBack();
  await page.getByRole('button', { name: 'Archive stage-web' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click();
  const notice = page
    .getByRole('status')
    .filter({ hasText: 'Archived stage-web. Active access that ended: 1.' });
  await expect(notice).toBeVisible();
  await expect(row(page, 'stage-web')).toHaveCount(0);
  const slack = await slackAs(engineer, 'messages');
  await expect(message(slack, 'Ended: target archived').first()).toBeVisible();
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'stage-web')).toBeVisible();
});

test('environments are created, renamed and archived by keyboard alone', async ({ consoleAs }) => {
  const page = await consoleAs(admin, '/inventory/environments');
  await tabTo(page, page.getByRole('button', { name: 'New environment' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('prod');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
    /The name prod is already in use/,
  );
  await page.keyboard.type('-eu');
  await page.keyboard.press('Enter');
  await expect(row(page, 'prod-eu')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Archive prod-eu' }));
  await page.keyboard.press('Enter');
  await expect(row(page, 'prod-eu')).toContainText('archived');
  await page.getByRole('button', { name: 'Archive stage', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'stage has 2 targets' })).toBeVisible();
});

test('targets are imported from a CSV file: a dry run that lists each row with an error, then the import', async ({
  consoleAs,
}) => {
  const lines = Array.from(
    { length: 600 },
    (_, index) => `farm-${index},Server,farm,Linux,farm-${index}.test,22`,
  );
  const file = [
    'name,type,environment,os,host,port',
    ...lines,
    'bad-1,Toaster,farm,,,',
    'prod-web,Server,prod,,new.test,',
    `${longName},Server,farm,Linux,${longName}.test,22`,
  ];
  const page = await consoleAs(admin, '/inventory/import');
  await expect(page.getByRole('link', { name: 'Download template' })).toHaveAttribute(
    'download',
    'targets.csv',
  );
  const choose = (text: string) =>
    page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'farm.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose('');
  await expect(page.getByText('This file is empty. Choose a CSV file')).toBeVisible();
  await choose('name,host\na,b');
  await expect(page.getByText('Missing: type, environment.')).toBeVisible();
  await choose(file.join('\n'));
  const report = page.getByRole('region', { name: 'Report' });
  await expect(report).toContainText(
    'farm.csv: 601 to add, 1 to update, 0 unchanged, 1 with errors. Not imported yet.',
  );
  await expect(report).toContainText('New environments: farm');
  await expect(row(page, 'bad-1')).toContainText(/602.*Error.*type: “Toaster” is not a target type\./);
  await expect(row(page, 'prod-web')).toContainText(/603.*Changed.*host prod-web\.acme\.test → new\.test/);
  await page.getByRole('button', { name: 'Import 602 targets' }).click();
  await expect(report).toContainText(
    'farm.csv: 601 added, 1 updated, 0 unchanged, 1 with errors. Import complete.',
  );
  await page.getByRole('link', { name: 'View targets' }).click();
  await page.getByRole('searchbox', { name: 'Search targets' }).fill('farm-599');
  await page.getByRole('searchbox', { name: 'Search targets' }).press('Enter');
  await expect(row(page, 'farm-599')).toContainText('farm-599.test:22');
  await page.goto(`/inventory/targets?q=${longName}`);
  await expect(page.getByRole('link', { name: longName, exact: true })).toBeVisible();
  await expect(page.getByTitle(longName, { exact: true })).toBeVisible();
  expect((await row(page, longName).boundingBox())?.height).toBeLessThan(60);
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth).toBe(clientWidth);
  }
});

test('an admin sorts the targets by a column, and a click on a row opens the target', async ({
  consoleAs,
}) => {
  const page = await consoleAs(admin, '/inventory/targets?type=Bzero');
  await page.getByRole('link', { name: 'Name', exact: true }).click();
  await expect(page).toHaveURL(/type=Bzero&sort=-name$/);
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('row').nth(1)).toContainText('stage-web');
  await page.getByRole('link', { name: 'Host', exact: true }).click();
  await expect(page).toHaveURL(/sort=host$/);
  await expect(page.getByRole('row').nth(1)).toContainText('prod-api');
  await row(page, 'prod-api').getByText('Linux server').click();
  await expect(page.getByRole('heading', { level: 1, name: 'prod-api' })).toBeVisible();
  await expect(page).toHaveTitle(/prod-api · BastionZero$/);
});
