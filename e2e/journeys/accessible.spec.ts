import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@/e2e/fixtures/journey';
import { players } from '@/e2e/fixtures/people';
import { everyScreen } from '@/e2e/fixtures/screens';

const { admin, engineer } = players;
const desk = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** Looks at a page with axe in light, its colours again in dark, and its width on a phone. */
async function look(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  const all = new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  expect(await violationsOf(all), `${name} in light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  const colours = new AxeBuilder({ page }).setLegacyMode().withRules(['color-contrast']);
  expect(await violationsOf(colours), `${name} in dark`).toEqual([]);
  await fitsPhone(page, name);
  await page.setViewportSize(desk);
}

async function fitsPhone(page: Page, name: string): Promise<void> {
  await page.setViewportSize(phone);
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide, `${name} scrolls sideways on a phone`).toBe(0);
}

async function violationsOf(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html}`));
}

test('every console page keeps WCAG 2.2 AA in light and dark, and fits a phone', async ({
  consoleAs,
  newPage,
}) => {
  test.slow();
  const visitor = await newPage();
  await visitor.goto('/');
  await expect(visitor.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await look(visitor, 'sign-in');
  const screens = await everyScreen();
  const page = await consoleAs(admin);
  for (const { name, path } of screens) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }), name).toHaveCount(1);
    await look(page, name);
  }
});

test('dialogs, menus and an engineer’s pages do so too', async ({ consoleAs }) => {
  await everyScreen();
  const page = await consoleAs(engineer);
  await page.getByRole('button', { name: 'Request Access to prod-api' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toBeVisible();
  await look(page, 'request form');
  await page.goto('/access');
  await look(page, 'access');
  await page.getByRole('button', { name: /^End now/ }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await look(page, 'question');
  await page.goto('/policies');
  await look(page, 'closed door');
  await page.getByRole('button', { name: /^Account/ }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await look(page, 'person menu');
  await page.setViewportSize(phone);
  await page.goto('/requests');
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByRole('link', { name: 'My access' })).toBeVisible();
  await fitsPhone(page, 'menu');
});
