import { createRequest } from '@/e2e/fixtures/actions';
import { signIn } from '@/e2e/fixtures/console';
import { press, tabTo } from '@/e2e/fixtures/keyboard';
import { add, choose, create, newPolicy, policyNamed } from '@/e2e/fixtures/policies';
import { contextOf } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { getPolicy } from '@/lib/policies/get-policy';
import { updatePolicy } from '@/lib/policies/update-policy';

const { admin, engineer, second } = users;

test('R5 the editor shows the summary, the scope, and the access that a change adds and removes', async ({
  consoleAs,
}) => {
  const page = await consoleAs(admin, `/policies/${await policyNamed('Production on request')}`);
  const summary = page.getByRole('complementary', { name: 'Summary' });
  await expect(summary).toContainText(
    '2 people can request admin in system:masters and viewers on 1 cluster in prod, or root and deploy on 2 servers',
  );
  await expect(summary).toContainText('for 1 hour, with admin approval.');
  await expect(summary).toContainText('3 targets for 2 people');
  const picture = page.getByRole('figure', { name: 'Picture of the policy' });
  await expect(picture).toContainText('Who can requestengineer@acme.testsecond@acme.test');
  await expect(picture).toContainText('HowAdmin approval1 hour');
  await expect(picture.getByText('prod-api')).toBeVisible();
  await choose(page, 'Who can request', 'dba@acme.test');
  await page.getByRole('button', { name: 'Remove engineer@acme.test' }).click();
  await page.getByRole('button', { name: 'Remove Cluster admins' }).click();
  await expect(summary).toContainText('Access added 1 person: dba@acme.test');
  await expect(summary).toContainText(/Access removed 1 person: engineer@acme.test1 target: bzero-cluster/);
  await expect(picture.getByRole('listitem').filter({ hasText: /^\+Added dba@acme.test$/ })).toBeVisible();
  await expect(
    picture.getByRole('listitem').filter({ hasText: /^−Removed engineer@acme.test$/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: '4 hours' }).click();
  await expect(summary).toContainText('for 4 hours, with admin approval.');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(summary).toContainText('Access added None');
});

test('R11 a save that ends access or drops an approval shows that first, and asks, without a mouse', async ({
  consoleAs,
}) => {
  await createRequest(engineer, 'stage-web');
  const page = await consoleAs(admin, `/policies/${await policyNamed('Automatic staging')}`);
  const summary = page.getByRole('complementary', { name: 'Summary' });
  const save = page.getByRole('button', { name: 'Save changes' });
  await tabTo(page, page.getByRole('textbox', { name: 'Description' }));
  await page.keyboard.type('For everyone');
  await press(page, save);
  await expect(page.getByText('Saved as version 2.', { exact: true })).toBeVisible();
  await press(page, page.getByRole('button', { name: /^Remove / }).first());
  await expect(summary).toContainText(/^Active access that will endengineer@acme.test on stage-web/);
  await press(page, save);
  const question = page.getByRole('alertdialog', { name: 'End 1 active access?' });
  await expect(question.getByRole('listitem')).toHaveText('engineer@acme.test on stage-web as deploy, Shell');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
  await press(page, save);
  await press(page, question.getByRole('button', { name: 'Save and end access' }));
  await expect(page.getByText('Saved as version 3. Active access that ended: 1.')).toBeVisible();

  await page.goto(`/policies/${await policyNamed('Production on request')}`);
  await tabTo(page, page.getByRole('radio', { name: 'Admin approval' }));
  await page.keyboard.press('ArrowDown');
  await press(page, page.getByRole('button', { name: '4 hours' }));
  const gain = /2 people get .* on 3 targets without approval, for 4 hours instead of 1 hour\./;
  await expect(summary).toContainText(gain);
  await press(page, save);
  const terms = page.getByRole('alertdialog', { name: 'Give access without approval?' });
  await expect(terms).toContainText(gain);
  await press(page, terms.getByRole('button', { name: 'Save without approval' }));
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
});

test('issues are shown at their field with a stable code, as errors or warnings', async ({ consoleAs }) => {
  const page = await consoleAs(admin);
  await newPolicy(page, 'Just-in-time');
  const minutes = page.getByRole('spinbutton', { name: 'Minutes' });
  await minutes.fill('50000');
  await expect(page.getByText('Use at most 43200 minutes (30 days).')).toBeVisible();
  await minutes.fill('2000');
  await expect(page.getByText('This is more than a day.')).toBeVisible();
  await minutes.fill('60');
  await page.getByRole('button', { name: 'Create policy' }).click();
  const help = page.getByRole('link', { name: 'Help about no-children, in a new tab' });
  await expect(help).toHaveAttribute('href', '/policies/issues#no-children');
  await expect(page.locator(':focus')).toContainText('Fix 2 errors to save. Warnings do not prevent saving.');
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
  await expect(page.getByRole('option', { name: /orders-db/ })).toBeVisible();
  await coverage.press('Escape'); // closes the list only
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(dialog).toBeVisible();
  await coverage.press('Enter');
  await page.getByRole('option', { name: /orders-db/ }).click();
  const users = dialog.getByRole('textbox', { name: 'Target users' });
  await users.fill('readonly');
  await users.press('Enter');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Orders, reading');
  // Escape closes the dialog, and opening it again loses nothing.
  await dialog.getByRole('textbox', { name: 'Name' }).press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'New access policy' }).click();
  await expect(dialog).toContainText(/Your unsaved draft of .* is restored\./);
  await expect(dialog.getByRole('combobox', { name: 'Type' })).toHaveValue('Proxy');
  await dialog.getByRole('button', { name: 'Create and add' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Remove Orders, reading' })).toBeVisible();
  await create(page, 'Orders on request');
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText(
    'readonly on 1 target in prod',
  );
});

test('a policy is written by keyboard alone: Enter takes the first match', async ({ consoleAs }) => {
  const page = await consoleAs(admin, '/policies/new/just-in-time');
  await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.type('Databases for 45 minutes');
  const who = page.getByRole('combobox', { name: 'Who can request' });
  await tabTo(page, who);
  await page.keyboard.type('zzz');
  await expect(page.getByText('No matches for “zzz”.')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('seco');
  // The answer of the search may come after Enter.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove second@acme.test' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('group', { name: 'People' })).toContainText('dba@acme.test');
  await page.keyboard.type('dba@');
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(who).toHaveAttribute('aria-activedescendant', 'subjects-option-0');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove dba@acme.test' })).toBeVisible();
  await expect(page.getByRole('listbox')).toBeHidden();
  const what = page.getByRole('combobox', { name: 'What they can request' });
  await tabTo(page, what);
  await page.keyboard.type('Datab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove Databases' })).toBeVisible();
  await tabTo(page, page.getByRole('spinbutton', { name: 'Minutes' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('45');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Databases for 45 minutes' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText('for 45 minutes');
});

test('nothing that was typed is lost by a link, Back, a reload or a session that has ended', async ({
  consoleAs,
}) => {
  const page = await consoleAs(admin, '/policies');
  await newPolicy(page, 'Target access');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('API operators');
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  await press(page, page.getByRole('link', { name: 'Cancel' }));
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.evaluate(() => history.back());
  await press(page, question.getByRole('button', { name: 'Leave' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Policies' })).toBeVisible();
  await newPolicy(page, 'Target access');
  await expect(page.getByText(/Your unsaved draft of .* is restored\./)).toBeVisible();
  await expect(name).toHaveValue('API operators');
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(name).toHaveValue('API operators');
  await choose(page, 'Targets', 'prod-api');
  await add(page, 'Target users', 'operator');
  await page.getByRole('checkbox', { name: 'Shell' }).check();

  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.locator(':focus')).toContainText('Your session has ended.');
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'sign in in a new tab' }).click(),
  ]);
  await signIn(tab, admin);
  await tab.close();
  await page.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API operators' })).toBeVisible();
  await newPolicy(page, 'Target access');
  await expect(name).toHaveValue('');
});

test('two edits are merged by field, and the later one chooses only about fields that both changed', async ({
  consoleAs,
}) => {
  const policyId = await policyNamed('Databases');
  const page = await consoleAs(admin, `/policies/${policyId}`);
  const save = page.getByRole('button', { name: 'Save changes' });
  const description = page.getByRole('textbox', { name: 'Description' });
  await description.fill('For month’s end');
  const ctx = await contextOf(second.email);
  const stored = await getPolicy(ctx, { policyId });
  const theirs = {
    policyId,
    type: 'Proxy',
    name: stored.name,
    targetIds: stored.targets.map(({ id }) => id),
    targetUsers: ['readonly'],
  };
  await updatePolicy(ctx, { ...theirs, version: 1 });
  await save.click();
  await expect(
    page.getByText('Someone saved version 2 while you were editing and changed: Target users.'),
  ).toBeVisible();
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove postgres' })).toBeHidden();
  await save.click();
  await expect(page.getByText('Version 3', { exact: true })).toBeVisible();

  await updatePolicy(ctx, { ...theirs, version: 3, name: 'Databases of the company', description: 'Theirs' });
  await description.fill('Mine');
  await add(page, 'Target users', 'reporting');
  await save.click();
  const conflict = page.getByRole('region', { name: 'Conflict' });
  await expect(page.getByText('Version 3 of 4', { exact: true })).toBeVisible();
  await expect(conflict.getByRole('group')).toHaveCount(1);
  await expect(conflict).toContainText(
    'Kept from the saved versionNameDatabases → changed to Databases of the companyKept from your changesTarget usersAdded reporting',
  );
  const proceed = conflict.getByRole('button', { name: 'Continue with this choice' });
  await expect(proceed).toBeDisabled();
  await conflict.getByRole('radio', { name: 'Yours: Mine' }).check();
  await proceed.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Databases of the company');
  await save.click();
  await expect(page.getByText('Version 5', { exact: true })).toBeVisible();
  expect(await getPolicy(ctx, { policyId })).toMatchObject({
    name: 'Databases of the company',
    description: 'Mine',
    targetUsers: ['readonly', 'reporting'],
  });
});
