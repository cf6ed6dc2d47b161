import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { seedScreens } from '@/e2e/fixtures/screens';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';

const { admin, engineer } = users;
const desk = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
/** the desk at 200 % zoom, a phone, and the narrowest phone */
const widths = [640, 390, 320];

/** Checks a page with axe in light, its contrast in dark, where nothing else differs, and that it fits narrow screens. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(axe.source);
  const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  expect(await findViolations(page, all), `${name} in light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findViolations(page, ['color-contrast']), `${name} in dark`).toEqual([]);
  await fitsNarrow(page, name);
  await page.setViewportSize(desk);
}

async function fitsNarrow(page: Page, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ ...phone, width });
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide, `${name} scrolls sideways at ${width} px`).toBe(0);
  }
}

/** What axe finds on the page by the rules with these names or tags. */
function findViolations(page: Page, rules: string[]): Promise<string[]> {
  return page.evaluate(async (runOnly) => {
    // Details of what passed, and copies of style sheets, cost more than the check and are not read.
    const options = { runOnly, resultTypes: ['violations' as const], preload: false };
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html}`));
  }, rules);
}

/** Adds up the layout shifts that the browser measures from now on. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);
}

test('the sign-in page meets WCAG 2.2 AA in light and dark, fits a phone, and the checks find what is wrong', async ({
  newPage,
}) => {
  const page = await newPage({});
  const shifted = await watchShifts(page);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expectAccessible(page, 'sign-in');
  const before = await shifted();
  await page.evaluate(() => {
    const late = document.createElement('div');
    late.style.height = '200px';
    document.body.prepend(late, document.createElement('button'));
  });
  await expect.poll(shifted).toBeGreaterThan(before + 0.02);
  expect(await findViolations(page, ['button-name'])).toHaveLength(1);
});

// In parts, so that they run side by side.
const parts = 3;
for (let part = 0; part < parts; part++) {
  test(`every console page does so and nothing on it jumps, part ${part + 1} of ${parts}`, async ({
    consoleAs,
  }) => {
    test.slow();
    const screens = (await seedScreens())
      .filter(({ isVariant }) => !isVariant)
      .filter((_, index) => index % parts === part);
    const page = await consoleAs(admin, '/', {});
    const shifted = await watchShifts(page);
    for (const { name, path } of screens) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 }), name).toHaveCount(1);
      await page.evaluate(() => document.fonts.ready);
      expect(await shifted(), `${name} jumps`).toBeLessThan(0.02);
      await expectAccessible(page, name);
    }
  });
}

test('dialogs, menus and an engineer’s pages do so too', async ({ consoleAs }) => {
  await seedScreens();
  const page = await consoleAs(engineer);
  await page.getByRole('button', { name: 'Request Access to prod-api' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toBeVisible();
  await expectAccessible(page, 'request form');
  await page.goto('/access');
  await expectAccessible(page, 'access');
  await page.getByRole('button', { name: /^End now/ }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectAccessible(page, 'question');
  await page.goto('/policies');
  await expectAccessible(page, 'admins only');
  await page.getByRole('button', { name: /^Account/ }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expectAccessible(page, 'person menu');
  await page.setViewportSize(phone);
  await page.goto('/requests');
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByRole('link', { name: 'My access' })).toBeVisible();
  await fitsNarrow(page, 'menu');
});
