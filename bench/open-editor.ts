import { chromium, type Page } from '@playwright/test';
import pg from 'pg';
import { signInQuickly } from '@/e2e/fixtures/console';
import { policyNamed } from '@/e2e/fixtures/policies';
import { startProduct } from '@/e2e/fixtures/product';
import { clearData, integrate, load } from '@/e2e/fixtures/seed';
import { users } from '@/e2e/fixtures/users';
import { findChromium } from '@/test/programs/chromium';

// `npm run bench -- open-editor`, after a build: how long the editor of a just-in-time policy takes to open in
// Chromium, and to find a person and a target, in an organization of 4 people and 6 targets, and in the same
// organization with 50,000 more people and 10,000 more targets, whose groups can request under the policy.

const runs = 15;
const goal = 1.5;
const larger = { people: 50_000, targets: 10_000, groups: 200 };

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
  await grow(product.ownerUrl);
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

/** Adds people in groups and targets in environments, and adds groups to the policy. */
async function grow(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url });
  const organization = `(SELECT "id" FROM "organization" LIMIT 1)`;
  const { people, targets, groups } = larger;
  await pool.query(`INSERT INTO "user" ("id", "organization_id", "email", "name")
    SELECT md5('u' || n)::uuid, ${organization}, 'person-' || n || '@acme.test', 'Person ' || n FROM generate_series(1, ${people}) n`);
  await pool.query(`INSERT INTO "group" ("organization_id", "id", "name")
    SELECT ${organization}, 'group-' || n, 'Group ' || n FROM generate_series(1, ${groups}) n`);
  await pool.query(`INSERT INTO "group_member" ("organization_id", "group_id", "user_id")
    SELECT ${organization}, 'group-' || (1 + n % ${groups}), md5('u' || n)::uuid FROM generate_series(1, ${people}) n`);
  await pool.query(`INSERT INTO "environment" ("id", "organization_id", "name")
    SELECT md5('e' || n)::uuid, ${organization}, 'environment-' || n FROM generate_series(1, 50) n`);
  await pool.query(`INSERT INTO "target" ("id", "organization_id", "environment_id", "type", "os", "name")
    SELECT md5('t' || n)::uuid, ${organization}, md5('e' || (1 + n % 50))::uuid, 'Bzero', 'Linux', 'target-' || n
    FROM generate_series(1, ${targets}) n`);
  await pool.query(`INSERT INTO "policy_group" ("policy_id", "organization_id", "group_id")
    SELECT p."id", p."organization_id", 'group-' || n FROM "policy" p, generate_series(1, 3) n
    WHERE p."name" = 'Production on request'`);
  await pool.query('ANALYZE');
  await pool.end();
}
