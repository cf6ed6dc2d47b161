import { chromium, type Page } from '@playwright/test';
import { signInQuickly } from '@/e2e/fixtures/console';
import { policyNamed } from '@/e2e/fixtures/policies';
import { startProduct } from '@/e2e/fixtures/product';
import { clearData, integrate, load } from '@/e2e/fixtures/seed';
import { users } from '@/e2e/fixtures/users';
import { findChromium } from '@/test/programs/chromium';
import { growOrganization, larger } from './grow-organization';

// `npm run bench -- open-editor`, after a build: how long the editor of a just-in-time policy takes to open in
// Chromium, and to find a person and a target, in an organization of 4 people and 6 targets, and in the same
// organization with 50,000 more people and 10,000 more targets, whose groups can request under the policy.

const runs = 15;
const goal = 1.5;

const product = await startProduct({ worker: 'off' });
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
try {
  await clearData(product);
  await load(product, 'e2e/fixtures/acme.yaml');
  await integrate(product);
  const context = await browser.newContext({ baseURL: product.appUrl });
  await signInQuickly(context, users.admin);
  const page = await context.newPage();
  const jit = `/policies/${await policyNamed('Production on request')}`;
  const child = `/policies/${await policyNamed('Prod servers')}`;
  const measures = {
    'open the editor': () => open(page, jit),
    'find a person': () => find(page, jit, 'Who can request', 'engineer@'),
    'find a target': () => find(page, child, 'Targets', 'stage-w'),
  };
  const small: number[] = [];
  for (const measure of Object.values(measures)) small.push(await middle(measure));
  await growOrganization(product.ownerUrl);
  let index = 0;
  for (const [name, measure] of Object.entries(measures)) {
    const [before = 0, after] = [small[index++], await middle(measure)];
    const ratio = after / before;
    console.log(
      `${name.padEnd(16)} ${before.toFixed(0).padStart(5)} ms, with ${larger.people} people and ${larger.targets} targets ${after.toFixed(0).padStart(5)} ms: ${ratio.toFixed(2)} × (goal: at most ${goal})`,
    );
  }
} finally {
  await browser.close();
  await product.close();
}

async function middle(measure: () => Promise<number>): Promise<number> {
  await measure();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await measure());
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** Milliseconds until the page is interactive and shows what the policy reaches. */
async function open(page: Page, path: string): Promise<number> {
  const begun = performance.now();
  await page.goto(path);
  await page.locator('button:enabled', { hasText: 'Test against the last 90 days' }).waitFor();
  return performance.now() - begun;
}

/** Milliseconds from the last key until the list shows the match. */
async function find(page: Page, path: string, field: string, words: string): Promise<number> {
  await open(page, path);
  const box = page.getByRole('combobox', { name: field });
  await box.focus();
  await page.getByRole('option').first().waitFor();
  await box.fill(words);
  const begun = performance.now();
  await page.getByRole('option').filter({ hasText: words }).first().waitFor();
  return performance.now() - begun;
}
