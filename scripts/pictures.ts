// `npx tsx scripts/pictures.ts`, after a build: draws the pictures of docs/screens/README.md, and the card of the
// README.
import { mkdirSync, readFileSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { countUndelivered } from '@/e2e/fixtures/actions';
import { signInQuickly } from '@/e2e/fixtures/console';
import { type Product, startProduct } from '@/e2e/fixtures/product';
import { seedScreens } from '@/e2e/fixtures/screens';
import { clearData, integrate, load } from '@/e2e/fixtures/seed';
import { message, openSlack, send } from '@/e2e/fixtures/slack';
import { type User, users } from '@/e2e/fixtures/users';
import { installedChromium } from '@/test/programs/chromium';

const folder = 'docs/screens';
const card = 'docs/slack-card.png';

const looks = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light', deviceScaleFactor: 1.5 },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark', deviceScaleFactor: 1.5 },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2 },
} as const satisfies Record<string, BrowserContextOptions>;
type Look = keyof typeof looks;

/**
 * Pages of the console: the picture's name, the screen that `seedScreens` prepares, the user, and the browser
 * options.
 */
const consolePictures: readonly (readonly [string, string, User, Look])[] = [
  ['05-queue', 'requests', users.admin, 'light'],
  ['06-access-on-a-phone', 'access', users.engineer, 'phone'],
  ['07-timeline', 'request-ended', users.admin, 'light'],
  ['08-policy-editor', 'policy-target', users.admin, 'light'],
  ['09-simulator', 'simulator', users.admin, 'dark'],
  ['10-target-setup', 'target', users.admin, 'light'],
  ['11-audit-log', 'audit', users.admin, 'light'],
  ['12-slack-settings', 'settings', users.admin, 'light'],
  ['13-overview', 'overview', users.admin, 'light'],
];

mkdirSync(folder, { recursive: true });
const product = await startProduct({ worker: 'inline' });
const executablePath = installedChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
try {
  await clearData(product);
  await load(product, 'e2e/fixtures/acme.yaml');
  await integrate(product);
  const screens = new Map((await seedScreens()).map(({ name, path }) => [name, path]));
  while ((await countUndelivered()) > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  await drawSlack(product, browser);
  for (const [name, screen, who, look] of consolePictures) {
    const path = screens.get(screen);
    if (path === undefined) throw new Error(`there is no screen ${screen}`);
    const context = await browser.newContext({ ...looks[look], baseURL: product.appUrl });
    await signInQuickly(context, who);
    const page = await context.newPage();
    await page.goto(path);
    if (screen === 'policy-target') await page.getByRole('checkbox', { name: 'File transfer' }).uncheck();
    await draw(page, name);
    await context.close();
  }
} finally {
  await browser.close();
  await product.close();
}

async function drawSlack({ slack }: Product, browser: Browser): Promise<void> {
  const light = await (await browser.newContext(looks.light)).newPage();
  await openSlack(light, slack, users.engineer, 'general');
  await send(light, '/bz-list-targets');
  const request = light.getByRole('button', { name: 'Request Access to bzero-cluster' });
  await request.waitFor();
  await drawInFont(light, '01-list-targets');
  await request.click();
  await light.getByRole('dialog').waitFor();
  await drawInFont(light, '02-request-form');
  await openSlack(light, slack, users.admin, 'messages');
  await message(light, 'INC-2041').scrollIntoViewIfNeeded();
  await drawInFont(light, '03-approval-card');
  await drawCard(light);
  await light.context().close();
  const dark = await (await browser.newContext(looks.dark)).newPage();
  await openSlack(dark, slack, users.engineer, 'messages');
  await message(dark, 'zli connect').first().scrollIntoViewIfNeeded();
  await drawInFont(dark, '04-approved');
  await dark.context().close();
}

/** The card of the README only. */
async function drawCard(page: Page): Promise<void> {
  await page.setViewportSize({ width: 900, height: 900 });
  await page.addStyleTag({
    content: 'article { background: #fff !important; padding-block: 12px !important }',
  });
  await message(page, 'INC-2041').screenshot({ path: card });
}

/** This machine can lack a suitable font for the pages of the local Slack. */
async function drawInFont(page: Page, name: string): Promise<void> {
  const file = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
  const font = readFileSync(file, 'base64');
  const content = `@font-face { font-family: Drawn; font-weight: 100 900; src: url(data:font/woff2;base64,${font}) }
    * { font-family: Drawn, 'Noto Emoji' !important }`;
  await page.addStyleTag({ content });
  await draw(page, name);
}

async function draw(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle'); // content that streams in after the frame, such as the preview of a change
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await page.screenshot({ path: `${folder}/${name}.jpg`, type: 'jpeg', quality: 75, animations: 'disabled' });
}
