import { createRequest } from '@/e2e/fixtures/actions';
import { add, policyNamed } from '@/e2e/fixtures/policies';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer } = users;

test('an admin sees what each version of a policy changed, restores an older one, and opens one from a request (R2)', async ({
  consoleAs,
}) => {
  const { id } = await createRequest(engineer, 'prod-web');
  const page = await consoleAs(admin, `/policies/${await policyNamed('Prod servers')}`);
  await page.getByRole('button', { name: 'Remove root' }).click();
  await add(page, 'Target users', 'operator');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();

  const versions = page.getByRole('list', { name: 'Versions' });
  const newest = versions.locator('> li').first();
  await expect(newest).toContainText('Version 2Current');
  await expect(newest).toContainText('Target usersAdded operatorRemoved root');
  await page.getByRole('link', { name: 'View full version 1' }).click();
  const first = page.getByRole('region', { name: 'Version 1' });
  await expect(first).toContainText('Target usersroot, deploy');
  await expect(first).toContainText('Changes if restoredTarget usersAdded rootRemoved operator');

  await page.getByRole('button', { name: 'Restore version 1' }).click();
  const question = page.getByRole('alertdialog', { name: 'Restore version 1?' });
  await expect(question).toContainText('It becomes version 3');
  await question.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'version 3' })).toBeVisible();
  await expect(versions.locator('> li').first()).toContainText('Version 3Current');
  await page.getByRole('link', { name: 'Edit policy' }).click();
  await expect(page.getByRole('button', { name: 'Remove root' })).toBeVisible();

  await page.goto(`/requests/${id}`);
  await page.getByRole('link', { name: /Production on request, version 1/ }).click();
  await expect(page.getByRole('region', { name: 'Version 1' })).toContainText('Who can request');
});
