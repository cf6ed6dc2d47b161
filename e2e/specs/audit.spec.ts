import { readFile } from 'node:fs/promises';
import { createRequest } from '@/e2e/fixtures/actions';
import { row } from '@/e2e/fixtures/console';
import { contextOf } from '@/e2e/fixtures/seed';
import { expect, test } from '@/e2e/fixtures/test';
import { users } from '@/e2e/fixtures/users';
import { reviewRequest } from '@/lib/access/review-request';

const { admin, engineer, second } = users;

test('an admin finds what happened by person, target, action and time, as a sentence and as the raw event', async ({
  consoleAs,
}) => {
  const { id } = await createRequest(engineer, 'prod-web');
  await createRequest(second, 'prod-api');
  await reviewRequest(await contextOf(admin.email), { requestId: id, decision: 'deny', reason: 'Not today' });
  const page = await consoleAs(admin, '/audit');
  await expect(row(page, 'admin@acme.test signed in')).toContainText(/127\.0\.0\.1|::1/);
  await expect(row(page, 'admin@acme.test denied')).not.toContainText(/127\.0\.0\.1|::1/);
  const day = page.getByRole('region', { name: 'The last 24 hours' });
  await expect(day).toContainText('Requests2');
  await day.getByText('Hourly data').click();
  await expect(day.getByRole('row')).toHaveCount(25);

  await page.getByText('Filter', { exact: true }).click();
  const form = page.getByRole('search', { name: 'Filter the audit log' });
  await form.getByRole('textbox', { name: 'Person' }).fill('engineer@');
  await form.getByRole('combobox', { name: 'Event' }).selectOption('Request approved or denied');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/person=engineer%40.*action=review-request/);
  const event = row(
    page,
    'admin@acme.test denied the request by engineer@acme.test for prod-web as root, Shell',
  );
  await event.getByText(/^admin@acme.test denied/).click();
  await expect(event.getByRole('region')).toContainText('"reason": "Not today"');
  await page.getByRole('link', { name: 'Remove filter Request approved or denied' }).click();
  await expect(row(page, 'engineer@acme.test requested access to prod-web')).toBeVisible();
  await expect(row(page, 'prod-api')).toHaveCount(0);
  await page.goto('/audit?target=moon');
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(row(page, 'prod-api')).toBeVisible();
});

test('the log is exported as CSV and as JSON lines, with the filters of the page', async ({ consoleAs }) => {
  await createRequest(engineer, 'prod-web', { reason: '=HYPERLINK("http://evil.test")' });
  await createRequest(second, 'prod-api');
  const page = await consoleAs(admin, '/audit?target=prod-web');
  const download = async (name: string) => {
    const begun = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    const file = await begun;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  };
  const csv = await download('Export CSV');
  expect(csv.name).toBe('audit-log.csv');
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(2);
  expect(csv.text).toContain('engineer@acme.test requested access to prod-web as root');
  const jsonl = await download('Export JSON lines');
  expect(
    jsonl.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).action),
  ).toEqual(['submit-request']);
  await page.goto('/audit');
  await expect(row(page, 'admin@acme.test exported the audit log as CSV')).toBeVisible();
});
