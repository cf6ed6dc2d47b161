import { createZliLogin } from '@/e2e/fixtures/actions';
import { row, signIn } from '@/e2e/fixtures/console';
import { tabTo } from '@/e2e/fixtures/keyboard';
import { contextOf } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer } = users;

test('a computer without a browser shows a code, which its user enters and allows with the keyboard alone', async ({
  newPage,
  product,
}) => {
  const begun = await post<Login>(product.appUrl, '/api/v2/zli/logins', { device: 'build-1' });
  const { deviceCode, userCode, verificationUri } = begun.json;
  const redeem = () => post<{ token: string }>(product.appUrl, '/api/v2/zli/token', { deviceCode });
  expect(await redeem()).toMatchObject({ status: 400, json: { errorType: 'authorization-pending' } });

  const page = await newPage();
  await page.goto(verificationUri);
  await signIn(page, engineer);
  const field = page.getByRole('textbox', { name: 'Code' });
  await tabTo(page, field);
  await page.keyboard.type('BCDF-GHJK');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(/This code is not valid or has expired/);
  await field.fill('');
  await field.focus();
  await page.keyboard.type(userCode.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Allow zli on build-1 to act as you?' })).toBeVisible();
  await expect(page.getByText('127.0.0.1')).toBeVisible();
  await expect(
    page.getByText('Allow this only if you just ran zli login on that device yourself.'),
  ).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Allow' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Go back to your terminal' })).toBeVisible();

  const { status, json } = await redeem();
  expect(status).toBe(200);
  expect(json).toMatchObject({ user: { email: engineer.email } });
  expect((await whoAmI(product.appUrl, json.token)).status).toBe(200);

  // A link fills nothing in.
  await page.goto(`/zli?code=${userCode}`);
  await expect(page.getByRole('textbox', { name: 'Code' })).toHaveValue('');
});

test('signed-in devices are listed in My access and on the page of their user, and can be signed out', async ({
  consoleAs,
  product,
}) => {
  const laptop = await createZliLogin(engineer, 'laptop');
  const build = await createZliLogin(engineer, 'build-1');
  const page = await consoleAs(engineer, '/access');
  await page.getByRole('button', { name: 'Sign out zli on build-1' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(row(page, 'build-1')).toHaveCount(0);
  expect((await whoAmI(product.appUrl, build)).status).toBe(401);

  const { actor } = await contextOf(engineer.email);
  const userId = actor.kind === 'user' ? actor.userId : '';
  const other = await consoleAs(admin, `/users/${userId}`);
  await other.getByRole('button', { name: 'Sign out zli on laptop' }).click();
  await other.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(other.getByRole('status').filter({ hasText: 'zli is signed out on laptop.' })).toBeVisible();
  expect((await whoAmI(product.appUrl, laptop)).status).toBe(401);
  await other.goto('/audit');
  await expect(row(other, 'admin@acme.test signed engineer@acme.test out of zli on laptop')).toBeVisible();
});

type Login = { deviceCode: string; userCode: string; verificationUri: string };

async function post<T>(appUrl: string, path: string, body: object): Promise<{ status: number; json: T }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${appUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, json: await answer.json() };
}

function whoAmI(appUrl: string, token: string): Promise<Response> {
  return fetch(`${appUrl}/api/v2/users/me`, { headers: { authorization: `Bearer ${token}` } });
}
