import { signIn, signInQuickly } from '@/e2e/fixtures/console';
import { players } from '@/e2e/fixtures/people';
import { end, expect, granted, test } from '@/e2e/fixtures/terminal';

test('logs in through the browser, which sends back to the terminal', async ({ newTerminal, newPage }) => {
  const { zli } = newTerminal();
  const login = zli('login');
  const [address] = await login.says(/http:\S+\/zli\?\S+/);
  const page = await newPage();
  await page.goto(address);
  await signIn(page, players.engineer);
  await expect(page.getByText(players.engineer.email).last()).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { name: 'zli is logged in' })).toBeVisible();
  const { code, said } = await end(login);
  expect(code).toBe(0);
  expect(said).toMatch(/Logged in as: engineer@acme\.test, bzero-id:[0-9a-f-]{36}\n$/);

  expect(await end(zli('list-targets'))).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('prod-web'),
  });
});

test('is refused in the browser in one line, either way', async ({ newTerminal, newPage }) => {
  const { zli } = newTerminal();
  const page = await newPage();
  await signInQuickly(page.context(), players.engineer);
  const browser = zli('login');
  const [address] = await browser.says(/http:\S+\/zli\?\S+/);
  await page.goto(address);
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByRole('heading', { name: 'zli is not logged in' })).toBeVisible();
  const refused = { code: 1, said: expect.stringContaining('The login was refused in the browser.') };
  expect(await end(browser)).toMatchObject(refused);

  const device = zli('login', '--device');
  const [code] = await device.says(/\b[A-Z]{4}-[A-Z]{4}\b/);
  await page.goto(`/zli?code=${code}`);
  await page.getByRole('button', { name: 'Deny' }).click();
  expect(await end(device)).toMatchObject(refused);
  expect(await end(zli('list-targets'))).toMatchObject({
    code: 1,
    said: expect.stringContaining('Run zli login.'),
  });
});

test('logging out ends what runs, and the login is worth nothing any more', async ({
  terminalAs,
  server,
}) => {
  const { zli } = await terminalAs(players.engineer);
  await granted(players.engineer, 'prod-web');
  const session = zli('connect', 'root@prod-web', '--', 'echo in; sleep 600');
  await session.says('in');
  expect(await end(zli('logout'))).toMatchObject({ code: 0, said: 'Logout successful\n' });
  const { code, said } = await end(session);
  expect({ code, said }).toEqual({
    code: 8,
    said: expect.stringContaining('Your login has ended. Run zli login.'),
  });
  expect(await end(zli('list-targets'))).toMatchObject({
    code: 1,
    said: expect.stringContaining('You are not logged in'),
  });
  expect(server.log()).toContain('Accepted publickey for root');
});
