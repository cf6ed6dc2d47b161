import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signIn, signInQuickly } from '@/e2e/fixtures/console';
import { tabTo } from '@/e2e/fixtures/keyboard';
import { createGrant, end, expect, test } from '@/e2e/fixtures/terminal-test';
import { users } from '@/e2e/fixtures/users';

test('logs in through the browser, which returns to the terminal', async ({ newTerminal, newPage }) => {
  const { zli } = newTerminal();
  const login = zli('login');
  const [address] = await login.prints(/http:\S+\/zli\?\S+/);
  const page = await newPage();
  await page.goto(address);
  await signIn(page, users.engineer);
  await expect(page.getByText(users.engineer.email).last()).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { name: 'zli is logged in' })).toBeVisible();
  const { code, output } = await end(login);
  expect(code).toBe(0);
  expect(output).toMatch(/Logged in as engineer@acme\.test \(.+\) until .+\.\n$/);

  expect(await end(zli('list-targets'))).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('prod-web'),
  });
});

test('the page Install zli has lines for each system, and those for Linux install it and log in', async ({
  consoleAs,
  newTerminal,
  product,
}) => {
  await createGrant(users.engineer, 'prod-web');
  const page = await consoleAs(users.engineer, '/access');
  await page.getByRole('link', { name: 'First time? Install zli' }).click();
  await expect(page.getByRole('heading', { name: 'Install zli', level: 1 })).toBeVisible();
  const system = (name: string) =>
    page.getByRole('navigation', { name: 'Your system' }).getByRole('link', { name });
  await tabTo(page, system('macOS'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Install Node.js on macOS' })).toHaveText(
    'brew install node',
  );
  await tabTo(page, system('Windows'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('wsl --install')).toBeVisible();
  await tabTo(page, system('Linux'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy Install zli on Linux' })).toBeVisible();

  const { folder } = newTerminal();
  const env = { ...process.env, HOME: folder, ZLI_INSTALL_DIR: join(folder, 'bin'), BROWSER: 'true' };
  const lineOf = (name: string) => page.getByRole('region', { name }).innerText();
  const install = promisify(execFile)('sh', ['-c', await lineOf('Install zli on Linux')], { env });
  expect((await install).stdout).toContain('Next: zli login');
  const login = spawn(join(folder, 'bin', 'zli'), (await lineOf('Log in on Linux')).split(' ').slice(1), {
    env,
  });
  let output = '';
  login.stderr.on('data', (text) => {
    output += text;
  });
  await expect.poll(() => output).toMatch(/\/zli\?port=/);
  expect(output).toContain(`${product.appUrl}/zli?`);
  await page.goto(/http:\S+\/zli\?\S+/.exec(output)?.[0] ?? '');
  await page.getByRole('button', { name: 'Allow' }).click();
  const [code] = await once(login, 'close');
  expect({ code, output }).toEqual({
    code: 0,
    output: expect.stringContaining('Logged in as engineer@acme.test'),
  });
});

test('a login denied in the browser fails with one line, with and without --device', async ({
  newTerminal,
  newPage,
}) => {
  const { zli } = newTerminal();
  const page = await newPage();
  await signInQuickly(page.context(), users.engineer);
  const browser = zli('login');
  const [address] = await browser.prints(/http:\S+\/zli\?\S+/);
  await page.goto(address);
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByRole('heading', { name: 'zli is not logged in' })).toBeVisible();
  const refused = { code: 1, output: expect.stringContaining('The login was denied in the browser.') };
  expect(await end(browser)).toMatchObject(refused);

  const device = zli('login', '--device');
  const [code] = await device.prints(/\b[A-Z]{4}-[A-Z]{4}\b/);
  await page.goto('/zli');
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Deny' }).click();
  expect(await end(device)).toMatchObject(refused);
  expect(await end(zli('list-targets'))).toMatchObject({
    code: 1,
    output: expect.stringContaining('Run: zli login'),
  });
});

test('logging out ends open sessions and revokes the login', async ({ terminalAs, server }) => {
  const { zli } = await terminalAs(users.engineer);
  await createGrant(users.engineer, 'prod-web');
  const session = zli('connect', 'root@prod-web', '--', 'echo started; sleep 600');
  await session.prints('started');
  expect(await end(zli('logout'))).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^Logged out of http\S+\.\n$/),
  });
  const { code, output } = await end(session);
  expect({ code, output }).toEqual({
    code: 8,
    output: expect.stringContaining('Your login has expired. Run: zli login'),
  });
  expect(await end(zli('list-targets'))).toMatchObject({
    code: 1,
    output: expect.stringContaining('Not logged in'),
  });
  expect(server.log()).toContain('Accepted publickey for root');
});
