import type { Locator, Page } from '@playwright/test';
import { tabTo } from '@/e2e/fixtures/keyboard';
import { add, choose, create, newPolicy, policyNamed } from '@/e2e/fixtures/policies';
import { contextOf } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { getPolicy } from '@/lib/policies/get-policy';
import { updatePolicy } from '@/lib/policies/update-policy';

const { admin, second } = users;

test('R5 the editor shows the summary, the scope, and the access that a change adds and removes', async ({
  consoleAs,
}) => {
  const page = await consoleAs(admin, `/policies/${await policyNamed('Production on request')}`);
  const summary = page.getByRole('complementary', { name: 'Summary' });
  await expect(summary).toContainText(
    '2 people can request root and deploy on 2 servers in prod (Shell, File transfer)',
  );
  await expect(summary).toContainText('for 1 hour, with admin approval.');
  await expect(summary).toContainText('3 targets for 2 people');
  await expect(summary).toContainText('prod-api, Linux server in prod');
  await choose(page, 'Who can request', 'dba@acme.test');
  await page.getByRole('button', { name: 'Remove engineer@acme.test' }).click();
  await page.getByRole('button', { name: 'Remove Cluster admins' }).click();
  await expect(summary).toContainText('Access added 1 person: dba@acme.test');
  await expect(summary).toContainText(/Access removed 1 person: engineer@acme.test1 target: bzero-cluster/);
  await page.getByRole('button', { name: '4 hours' }).click();
  await expect(summary).toContainText('for 4 hours, with admin approval.');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(summary).toContainText('Access added None');
});

test('issues are shown at their field with a stable code, as errors or warnings', async ({ consoleAs }) => {
  const page = await consoleAs(admin);
  await newPolicy(page, 'Just-in-time');
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByText('no-children')).toBeVisible();
  await expect(page.locator(':focus')).toContainText('Fix 2 errors to save.');
  await choose(page, 'Who can request', 'engineer@acme.test');
  await choose(page, 'What they can request', 'Staging servers');
  await expect(
    page.getByText(/Automatic staging takes precedence for some of the same people on 1 target/),
  ).toBeVisible();
  await expect(page.getByText('covered-by-shorter-automatic')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('Prod servers');
  // The form and the preview both find it: it is shown once.
  await expect(page.getByLabel('Calculating')).toBeHidden();
  await expect(page.getByText('name-taken')).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Name' }).fill('Staging, slowly');
  await expect(page.getByText('name-taken')).toBeHidden();

  await page.goto(`/policies/${await policyNamed('Databases')}`);
  await add(page, 'Target users', 'postgre');
  await page.goto('/policies/new/proxy');
  await choose(page, 'Targets', 'orders-db');
  await add(page, 'Target users', 'postgre');
  await expect(page.getByText('No other policy or past grant uses “postgre” on orders-db.')).toContainText(
    'unknown-target-user',
  );
});

test('an access policy is created in place, and selected', async ({ consoleAs }) => {
  const page = await consoleAs(admin);
  await newPolicy(page, 'Just-in-time');
  await choose(page, 'Who can request', 'dba@acme.test');
  await page.getByRole('button', { name: 'New access policy' }).click();
  const dialog = page.getByRole('dialog', { name: 'New access policy' });
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('Proxy');
  await dialog.getByRole('button', { name: 'Create and add' }).click();
  await expect(dialog.getByText('covers-nothing')).toBeVisible();
  await expect(page.locator(':focus')).toContainText('errors to save.');
  const coverage = dialog.getByRole('combobox', { name: 'Targets' });
  await coverage.fill('orders');
  await page.getByRole('option', { name: /orders-db/ }).click();
  await coverage.press('Escape');
  await expect(dialog).toBeVisible();
  const users = dialog.getByRole('textbox', { name: 'Target users' });
  await users.fill('readonly');
  await users.press('Enter');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Orders, reading');
  await dialog.getByRole('button', { name: 'Create and add' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Remove Orders, reading' })).toBeVisible();
  await create(page, 'Orders on request');
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText(
    'readonly on 1 target in prod',
  );
});

/** Takes the only thing that was found, and closes the list. */
async function pickFirst(page: Page, box: Locator): Promise<void> {
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(box).toHaveAttribute('aria-activedescendant', /./);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { selected: true })).toBeVisible();
  await page.keyboard.press('Escape');
}

test('a policy is written by keyboard alone', async ({ consoleAs }) => {
  const page = await consoleAs(admin, '/policies/new/just-in-time');
  const who = page.getByRole('combobox', { name: 'Who can request' });
  await tabTo(page, who);
  await page.keyboard.type('dba@');
  await pickFirst(page, who);
  await expect(page.getByRole('button', { name: 'Remove dba@acme.test' })).toBeVisible();
  const what = page.getByRole('combobox', { name: 'What they can request' });
  await tabTo(page, what);
  await page.keyboard.type('Datab');
  await pickFirst(page, what);
  await expect(page.getByRole('button', { name: 'Remove Databases' })).toBeVisible();
  await tabTo(page, page.getByRole('spinbutton', { name: 'Minutes' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('45');
  await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.type('Databases for 45 minutes');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Databases for 45 minutes' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText('for 45 minutes');
});

test('of two edits the later one sees both, and neither is lost', async ({ consoleAs }) => {
  const policyId = await policyNamed('Databases');
  const page = await consoleAs(admin, `/policies/${policyId}`);
  await page.getByRole('textbox', { name: 'Description' }).fill('For month’s end');
  const ctx = await contextOf(second.email);
  const stored = await getPolicy(ctx, { policyId });
  await updatePolicy(ctx, {
    policyId,
    version: 1,
    type: 'Proxy',
    name: stored.name,
    targetIds: stored.targets.map(({ id }) => id),
    targetUsers: ['readonly'],
  });
  await page.getByRole('button', { name: 'Save changes' }).click();
  const both = page.getByRole('region', { name: 'Conflict' });
  await expect(both).toContainText('Their changes (version 2)Target usersRemoved postgres');
  await expect(both).toContainText(
    'Your changesDescriptionnothing → changed to For month’s endTarget usersAdded postgres',
  );
  await both.getByRole('button', { name: 'Apply mine' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Version 3', { exact: true })).toBeVisible();

  await updatePolicy(ctx, {
    policyId,
    version: 3,
    type: 'Proxy',
    name: 'Databases of the company',
    targetIds: stored.targets.map(({ id }) => id),
    targetUsers: ['readonly'],
  });
  await page.getByRole('textbox', { name: 'Description' }).fill('Something else');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await both.getByRole('button', { name: 'Discard mine' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Databases of the company');
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeDisabled();
});
