import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@/e2e/fixtures/journey';
import { players } from '@/e2e/fixtures/people';
import { everyScreen } from '@/e2e/fixtures/screens';

const { admin, engineer } = players;
const phone = { viewport: { width: 390, height: 844 } };

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html}`));
}

async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every console page keeps WCAG 2.2 AA in ${colorScheme}`, async ({ consoleAs }) => {
    test.slow();
    const screens = await everyScreen();
    const page = await consoleAs(admin, '/', { colorScheme });
    for (const { name, path } of screens) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 }), name).toHaveCount(1);
      expect(await violations(page), name).toEqual([]);
    }
  });
}

test('dialogs, menus, the sign-in page and an engineer’s pages keep WCAG 2.2 AA', async ({
  consoleAs,
  newPage,
}) => {
  await everyScreen();
  const visitor = await newPage();
  await visitor.goto('/');
  await expect(visitor.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await violations(visitor), 'sign-in').toEqual([]);

  const page = await consoleAs(engineer);
  await page.getByRole('button', { name: 'Request Access to prod-api' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toBeVisible();
  expect(await violations(page), 'request form').toEqual([]);
  await page.goto('/access');
  expect(await violations(page), 'access').toEqual([]);
  await page.getByRole('button', { name: /^End now/ }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  expect(await violations(page), 'question').toEqual([]);
  await page.goto('/policies');
  expect(await violations(page), 'closed door').toEqual([]);
  await page.getByRole('button', { name: /^Account/ }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(await violations(page), 'person menu').toEqual([]);
});

test('no console page scrolls sideways on a phone', async ({ consoleAs, newPage }) => {
  const screens = await everyScreen();
  const visitor = await newPage(phone);
  await visitor.goto('/sign-in');
  expect(await sideways(visitor), 'sign-in').toBe(0);
  for (const who of [admin, engineer]) {
    const page = await consoleAs(who, '/', phone);
    for (const { name, path } of screens) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 }), name).toHaveCount(1);
      expect(await sideways(page), `${name} as ${who.email}`).toBe(0);
    }
  }
});
