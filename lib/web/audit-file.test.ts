import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditPage } from '@/lib/audit/search-audit';
import { auditFile } from './audit-file';

type Event = AuditPage['events'][number];

const event = (over: Partial<Event> = {}) =>
  ({
    id: '7',
    at: new Date('2026-11-22T12:00:00Z'),
    action: 'sign-in-user',
    data: { email: 'engineer@acme.test', created: false, role: 'User' },
    sentence: 'engineer@acme.test signed in',
    actorName: 'engineer@acme.test',
    via: 'web',
    requestId: null,
    targetId: null,
    userId: null,
    policyId: null,
    address: '198.51.100.7',
    ...over,
  }) as Event;

async function* batches(...all: Event[][]) {
  for (const batch of all) yield batch;
}

const text = (format: 'csv' | 'jsonl', ...all: Event[][]) =>
  new Response(auditFile(format, batches(...all))).text();

test('CSV follows RFC 4180: one header, CRLF, doubled quotes, and parses back to the same values', async () => {
  const sentence = 'He said "no", twice,\nand left';
  const file = await text('csv', [event({ sentence })], [event({ id: '6' })]);
  expect(file.split('\r\n')).toHaveLength(4);
  const rows = parse(file, { columns: true }) as Record<string, string>[];
  expect(rows.map(({ id }) => id)).toEqual(['7', '6']);
  expect(rows[0]).toMatchObject({
    sentence,
    at: '2026-11-22T12:00:00.000Z',
    requestId: '',
    address: '198.51.100.7',
  });
  expect(JSON.parse(rows[0]?.data ?? '')).toEqual(event().data);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('no cell is a formula: %j', async (formula) => {
  const file = await text('csv', [event({ sentence: formula, actorName: formula })]);
  const [row] = parse(file, { columns: true }) as Record<string, string>[];
  expect(row?.sentence).toBe(`'${formula}`);
  expect(row?.actorName).toBe(`'${formula}`);
});

test('whatever people wrote is one cell, and no formula', async () => {
  const unit = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', "'", 'a', '\u0000', '＝');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, maxLength: 6 }), async (sentence) => {
      const file = await text('csv', [event({ sentence })]);
      const [row] = parse(file, { columns: true }) as Record<string, string>[];
      expect([sentence, `'${sentence}`]).toContain(row?.sentence);
      expect(row?.sentence).not.toMatch(/^[=+\-@\t\r]/);
      expect(row?.address).toBe('198.51.100.7');
    }),
  );
});

test('JSON lines have one complete event each', async () => {
  const lines = (await text('jsonl', [event(), event({ id: '6' })])).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(['7', '6']);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ action: 'sign-in-user', data: event().data });
});

test('an empty log gives a CSV file with a header only, and empty JSON lines', async () => {
  expect(await text('csv')).toMatch(/^id,at,action,[\w,]+\r\n$/);
  expect(await text('jsonl')).toBe('');
});
