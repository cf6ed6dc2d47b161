import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signedInZli } from '@/e2e/fixtures/acts';
import { row, signIn } from '@/e2e/fixtures/console';
import { expect, test } from '@/e2e/fixtures/journey';
import { tabTo } from '@/e2e/fixtures/keyboard';
import { players } from '@/e2e/fixtures/people';
import { contextOf } from '@/e2e/fixtures/stage';

const { admin, engineer } = players;
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

test('a computer without a browser shows a code, which its person types and allows by keyboard alone', async ({
  newPage,
  product,
}) => {
  const begun = await post(product.appUrl, '/api/v2/zli/logins', { device: 'build-1' });
  const { deviceCode, userCode, verificationUri } = begun.json;
  const redeem = () => post(product.appUrl, '/api/v2/zli/token', { deviceCode });
  expect(await redeem()).toMatchObject({ status: 400, json: { errorType: 'authorization-pending' } });

  const page = await newPage();
  await page.goto(verificationUri);
  await signIn(page, engineer);
  const field = page.getByRole('textbox', { name: 'Code' });
  await tabTo(page, field);
  await page.keyboard.type('BCDF-GHJK');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(/No zli waits with this code/);
  await field.fill('');
  await field.focus();
  await page.keyboard.type(userCode.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Let zli on build-1 act for you?' })).toBeVisible();
  await expect(page.getByText('Allow it only if you started zli login there yourself')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Allow' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Go back to its terminal' })).toBeVisible();

  const { status, json } = await redeem();
  expect(status).toBe(200);
  expect(json).toMatchObject({ user: { email: engineer.email } });
  expect((await whoAmI(product.appUrl, json.token)).status).toBe(200);

  await page.goto(`/zli?code=${userCode}`);
  await expect(page.getByRole('textbox', { name: 'Code' })).toHaveAccessibleDescription(/No zli waits/);
});

test('a code that is denied lets nobody in', async ({ consoleAs, product }) => {
  const { json } = await post(product.appUrl, '/api/v2/zli/logins', { device: 'somebody else’s' });
  const page = await consoleAs(engineer, new URL(json.verificationUriComplete).pathname);
  await page.goto(json.verificationUriComplete);
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByText('was not let in')).toBeVisible();
  const redeemed = await post(product.appUrl, '/api/v2/zli/token', { deviceCode: json.deviceCode });
  expect(redeemed).toMatchObject({ status: 400, json: { errorType: 'access-denied' } });
});

test('zli on this computer is allowed in its browser, after signing in, and gets the answer at its own port', async ({
  newPage,
  product,
}) => {
  const zli = await waitForBrowser();
  const page = await newPage();
  const ask = { port: String(zli.port), state: 'state-of-this-zli', challenge, device: 'laptop' };
  await page.goto(`/zli?${new URLSearchParams(ask)}`);
  await signIn(page, engineer);
  await expect(page.getByRole('heading', { name: 'Let zli on laptop act for you?' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: engineer.email })).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  const answer = await zli.answer;
  expect([...answer.searchParams.keys()].sort()).toEqual(['code', 'state']);
  expect(answer.searchParams.get('state')).toBe('state-of-this-zli');
  const code = answer.searchParams.get('code');
  const { status, json } = await post(product.appUrl, '/api/v2/zli/token', { code, verifier });
  expect(status).toBe(200);
  expect(json).toMatchObject({ user: { email: engineer.email } });

  const denied = await waitForBrowser();
  await page.goto(`/zli?${new URLSearchParams({ ...ask, port: String(denied.port) })}`);
  await page.getByRole('button', { name: 'Deny' }).click();
  expect((await denied.answer).search).toBe('?error=access-denied&state=state-of-this-zli');
});

test('an address that leads elsewhere, or lacks something, is not answered', async ({ consoleAs }) => {
  const page = await consoleAs(engineer, '/zli');
  const ask = { port: '4000', state: 'state-of-this-zli', challenge, device: 'laptop' };
  for (const changed of [{ port: '80' }, { port: '4000@evil.test' }, { state: '' }, { challenge: 'short' }]) {
    await page.goto(`/zli?${new URLSearchParams({ ...ask, ...changed })}`);
    await expect(page.getByText('Start again with zli login')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Allow' })).toHaveCount(0);
  }
});

test('where zli is signed in stands in My access and on the page of its person, each with its end', async ({
  consoleAs,
  product,
}) => {
  const laptop = await signedInZli(engineer, 'laptop');
  const build = await signedInZli(engineer, 'build-1');
  const page = await consoleAs(engineer, '/access');
  await page.getByRole('button', { name: 'End the sign-in on build-1' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End it' }).click();
  await expect(row(page, 'build-1')).toHaveCount(0);
  expect((await whoAmI(product.appUrl, build)).status).toBe(401);

  const { actor } = await contextOf(engineer.email);
  const userId = actor.kind === 'user' ? actor.userId : '';
  const other = await consoleAs(admin, `/users/${userId}`);
  await other.getByRole('button', { name: 'End the sign-in on laptop' }).click();
  await other.getByRole('alertdialog').getByRole('button', { name: 'End it' }).click();
  await expect(other.getByRole('status').filter({ hasText: 'zli is signed out on laptop.' })).toBeVisible();
  expect((await whoAmI(product.appUrl, laptop)).status).toBe(401);
  await other.goto('/audit');
  await expect(
    row(other, 'admin@acme.test ended the sign-in of engineer@acme.test with zli on laptop'),
  ).toBeVisible();
});

// biome-ignore lint/suspicious/noExplicitAny: what it holds is what the journeys look at
type Answer = { status: number; json: any };

async function post(appUrl: string, path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${appUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, json: await answer.json() };
}

function whoAmI(appUrl: string, token: string): Promise<Response> {
  return fetch(`${appUrl}/api/v2/users/me`, { headers: { authorization: `Bearer ${token}` } });
}

/** A port of this computer that waits for a browser, as zli does. */
async function waitForBrowser(): Promise<{ port: number; answer: Promise<URL> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = new Promise<URL>((resolve) => {
    server.on('request', (request, response) => {
      response.end('You may close this page.', () => server.close());
      resolve(new URL(request.url ?? '', 'http://127.0.0.1'));
    });
  });
  return { port: (server.address() as AddressInfo).port, answer };
}
