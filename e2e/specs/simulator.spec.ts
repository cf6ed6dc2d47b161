import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { policyNamed } from '@/e2e/fixtures/policies';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer, second } = users;

test('R1 an admin sees who can request a target, and what a user can request', async ({ consoleAs }) => {
  const page = await consoleAs(admin, '/policies');
  await page.getByRole('link', { name: 'Simulate' }).click();
  await page.getByRole('textbox', { name: 'Targets' }).fill('web');
  await page.getByRole('textbox', { name: 'Targets' }).press('Enter');
  const matrix = page.getByRole('region', { name: 'Access of people on targets' });
  await expect(matrix.getByRole('columnheader')).toHaveText(['Person', 'prod-webprod', 'stage-webstage']);
  const theirs = matrix.getByRole('row').filter({ hasText: engineer.email });
  await expect(theirs.getByRole('cell')).toHaveText([/Approval.*1 hour/, /Automatic.*30 minutes/]);
  await expect(matrix.getByRole('row').filter({ hasText: admin.email }).getByRole('cell')).toHaveText([
    'None',
    'None',
  ]);
  await theirs.getByRole('link', { name: 'Approval' }).press('Enter');
  await expect(page.getByRole('combobox', { name: 'Person' })).toHaveValue(engineer.email);
  await expect(page.getByRole('combobox', { name: 'Target', exact: true })).toHaveValue('prod-web.prod');
  await page.getByRole('link', { name: 'By target' }).click();
  await page.getByRole('searchbox', { name: 'Search targets' }).fill('prod-web');
  await page.getByRole('searchbox', { name: 'Search targets' }).press('Enter');
  await page.getByRole('link', { name: /^prod-web/ }).click();
  await expect(page.getByRole('heading', { name: '2 people can request prod-web' })).toBeVisible();
  await expect(row(page, engineer.email)).toContainText(
    /root and deploy.*Shell, File transfer.*Needs approval.*1 hour.*Production on request, Prod servers/,
  );
  await page.getByRole('link', { name: engineer.email }).click();
  await expect(page.getByRole('heading', { name: 'engineer@acme.test can request 4 targets' })).toBeVisible();
  await expect(row(page, 'stage-web')).toContainText(/Automatic.*30 minutes/);
  await page.getByRole('link', { name: 'By person' }).click();
  await page.getByRole('link', { name: admin.email }).click();
  await expect(page.getByRole('heading', { name: 'No requestable targets' })).toBeVisible();

  await page.getByRole('link', { name: 'One request' }).click();
  await page.getByRole('combobox', { name: 'Person' }).fill(engineer.email);
  await page.getByRole('combobox', { name: 'Target', exact: true }).fill('prod-web.prod');
  await page.getByRole('textbox', { name: 'Target user' }).fill('root');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('heading', { name: 'Yes: needs approval, for 1 hour' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Action' }).selectOption('Tunnel');
  await page.getByRole('button', { name: 'Check' }).click();
  const answer = page.getByRole('region', { name: 'No: no policy covers it' });
  await expect(answer).toContainText(/Production on request .* allows only Shell, File transfer/);
});

test('a change of a policy is tested against past requests, and each whose outcome would change is listed', async ({
  consoleAs,
}) => {
  await createRequest(engineer, 'prod-web');
  await createRequest(second, 'prod-api');
  await createRequest(engineer, 'stage-web');
  const page = await consoleAs(admin, '/policies/simulator?ask=replay');
  await page.getByRole('link', { name: /^Production on request/ }).click();
  await expect(page).toHaveURL(new RegExp(await policyNamed('Production on request')));
  const replay = page.getByRole('region', { name: 'Test against past requests' });
  await expect(replay).toContainText('None of 3 past requests would have a different outcome.');
  await page.getByRole('button', { name: 'Remove second@acme.test' }).click();
  await page.getByRole('radio', { name: 'Automatic' }).check();
  await expect(replay).toContainText('This result is from an earlier draft.');
  await replay.getByRole('button', { name: 'Run again' }).click();
  await expect(replay).toContainText('2 of 3 past requests would have a different outcome.');
  await expect(
    replay.getByRole('listitem').filter({ hasText: 'second@acme.test on prod-api in prod' }),
  ).toContainText('needs approval, for 1 hour → denied: no policy covers it');
  await expect(
    replay.getByRole('listitem').filter({ hasText: 'engineer@acme.test on prod-web' }),
  ).toContainText('→ approved automatically for 1 hour');
});
