// `npx tsx scripts/pictures.ts FOLDER`: draws every screen of the console and every kind of Slack message, in light and
// dark and on a phone, for people to look at. Needs a built app.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { asked, countUndelivered } from '@/e2e/fixtures/acts';
import { signInQuickly } from '@/e2e/fixtures/console';
import { type Player, players } from '@/e2e/fixtures/people';
import { type Product, startProduct } from '@/e2e/fixtures/product';
import { everyScreen } from '@/e2e/fixtures/screens';
import { message, openSlack, say } from '@/e2e/fixtures/slack';
import { clearStage, integrate, load } from '@/e2e/fixtures/stage';
import { installedChromium } from '@/test/programs/chromium';
import { travel } from '@/test/travel';

const folder = process.argv[2] ?? 'test-results/pictures';
const looks: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light', deviceScaleFactor: 2 },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
};

mkdirSync(folder, { recursive: true });
const product = await startProduct({ worker: 'inline' });
const executablePath = installedChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  await clearStage(product);
  await load(product, 'e2e/fixtures/acme.yaml');
  await drawConsole(product, browser, 'not-integrated', [{ name: 'settings-none', path: '/settings' }]);
  await integrate(product);
  await drawConsole(product, browser, 'console', await everyScreen());
  await settled();
  await drawSlack(product, browser);
} finally {
  await browser.close();
  await product.close();
}

async function settled(): Promise<void> {
  while ((await countUndelivered()) > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  await new Promise((resolve) => setTimeout(resolve, 1500)); // the Home tabs and the log channel have no count
}

async function drawConsole(
  { appUrl }: Product,
  browser: Browser,
  kind: string,
  screens: readonly { name: string; path: string }[],
): Promise<void> {
  for (const [look, options] of Object.entries(looks)) {
    const context = await browser.newContext({ ...options, baseURL: appUrl });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await draw(page, `sign-in-${look}`);
    await signInQuickly(context, players.admin);
    for (const { name, path } of screens) {
      await page.goto(path);
      await draw(page, `${kind}-${name}-${look}`);
    }
    await context.clearCookies();
    await signInQuickly(context, players.engineer);
    await page.goto('/access');
    await draw(page, `${kind}-access-engineer-${look}`);
    await page.goto('/policies');
    await draw(page, `${kind}-not-allowed-${look}`);
    await page.goto('/targets');
    await draw(page, `${kind}-targets-engineer-${look}`);
    const ask = page.getByRole('button', { name: 'Request Access to prod-api' });
    if (await ask.isVisible()) {
      await ask.click();
      await page.getByRole('textbox', { name: 'Reason' }).waitFor();
      await draw(page, `${kind}-request-form-${look}`);
    }
    await context.close();
  }
}

async function drawSlack(product: Product, browser: Browser): Promise<void> {
  await drawPlaces(product, browser, 'asked');
  const { control } = product.slack;
  for (const actionId of ['approve-request']) {
    await control.click({ teamId: 'T0ACME', userId: 'U0ADMIN', actionId });
  }
  await asked(players.engineer, 'prod-api', { reason: 'The health check says 502' });
  await settled();
  await drawPlaces(product, browser, 'approved');
  await travel(product.databaseUrl, { minutes: 61 });
  await settled();
  await drawPlaces(product, browser, 'ended');
}

async function drawPlaces({ slack }: Product, browser: Browser, when: string): Promise<void> {
  const places: [string, Player, string][] = [
    ['admin-messages', players.admin, 'messages'],
    ['engineer-messages', players.engineer, 'messages'],
    ['log', players.admin, 'bzero-jit-log'],
    ['admin-home', players.admin, 'app'],
    ['engineer-home', players.engineer, 'app'],
  ];
  for (const [look, options] of Object.entries(looks)) {
    const page = await (await browser.newContext(options)).newPage();
    for (const [name, who, place] of places) {
      await openSlack(page, slack, who, place);
      await page.waitForTimeout(500);
      await draw(page, `slack-${when}-${name}-${look}`);
      if (name === 'admin-messages' && when === 'asked' && look === 'light') await drawCard(page);
    }
    await openSlack(page, slack, players.engineer, 'general');
    await say(page, '/bz-list-targets');
    await say(page, '/bz-list-targets help');
    await message(page, 'Access when you need it').last().waitFor();
    await draw(page, `slack-${when}-list-${look}`);
    await page
      .getByRole('button', { name: /^Request Access to bzero-cluster/ })
      .last()
      .click();
    await page.getByRole('dialog').waitFor();
    await draw(page, `slack-${when}-modal-${look}`);
    await page.context().close();
  }
}

/** The picture of the README: an admin's card, by itself. */
async function drawCard(page: Page): Promise<void> {
  await page.setViewportSize({ width: 900, height: 900 });
  // The machine that draws may have no good font of its own.
  const font = readFileSync(
    'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
    'base64',
  );
  const style = `@font-face { font-family: Card; font-weight: 100 900; src: url(data:font/woff2;base64,${font}) }
    * { font-family: Card !important } article { background: #fff !important; padding-block: 12px !important }`;
  await page.addStyleTag({ content: style });
  await page.evaluate(() => document.fonts.ready);
  await message(page, 'INC-2041').screenshot({ path: join(folder, 'slack-card.png') });
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function draw(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle'); // what streams in after the frame
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
}
