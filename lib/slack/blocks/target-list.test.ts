import { expect, test } from 'vitest';
import type { RequestableList } from '@/lib/access/list-requestable';
import { blockLines } from '@/test/block-lines';
import { minutesFrom, pendingRequest, sampleNow } from '@/test/sample-request';
import { targetList } from './target-list';

const input = { words: '', consoleUrl: 'https://console.test' };
const target = { ...pendingRequest().target, automatic: false, duration: 60, open: null };
const list: RequestableList = {
  integrated: true,
  targets: [
    target,
    { ...target, name: 'pending', open: { requestId: 'r', state: 'Pending', expiresAt: null } },
    { ...target, name: 'active', open: { requestId: 'r', state: 'Approved', expiresAt: minutesFrom(45) } },
    { ...target, name: 'ending', open: { requestId: 'r', state: 'Approved', expiresAt: minutesFrom(5) } },
  ],
  total: 43,
  page: 2,
  pages: 3,
  now: sampleNow,
  corrected: null,
};

test('a page of the list, with open requests', () => {
  expect(blockLines(targetList(list, { ...input, words: 'prod' }))).toMatchInlineSnapshot(`
    [
      "Notification: 43 targets for “prod”. Page 2 of 3. prod-web, pending, active, ending. Press Request Access next to the one you need.",
      "# 43 targets for “prod”",
      "*prod-web*",
      "  Linux server in prod  ·  1 hour  ·  needs approval | block_id: row-0 2 prod",
      "  [Request Access] open-request | accessibility_label: Request Access to prod-web | value: 0199f000-0000-7000-8000-0000000000aa",
      "*pending*",
      "  Linux server in prod  ·  1 hour  ·  needs approval",
      "  ⏳ Pending",
      "*active*",
      "  Linux server in prod  ·  1 hour  ·  needs approval",
      "  ✅ Active until <2026-11-22 12:45 UTC>",
      "*ending*",
      "  Linux server in prod  ·  1 hour  ·  needs approval",
      "  ✅ Active until <2026-11-22 12:05 UTC> | block_id: row-3 2 prod",
      "  [Request more time] open-request | accessibility_label: Request more time: ending | value: 0199f000-0000-7000-8000-0000000000aa",
      "[Previous] turn-page-previous | accessibility_label: Previous | value: {"page":1,"words":"prod"}",
      "[Next] turn-page-next | accessibility_label: Next | value: {"page":3,"words":"prod"}",
      "(Page 2 of 3. Filter: \`/bz-list-targets prod\`)",
    ]
  `);
});

test('a short list has no page buttons', () => {
  const { text, blocks } = targetList({ ...list, total: 3, page: 1, pages: 1 }, input);
  expect(text).toMatchInlineSnapshot(
    `"3 targets you can request. prod-web, pending, active, ending. Press Request Access next to the one you need."`,
  );
  expect(blocks.some(({ type }) => type === 'actions')).toBe(false);
});

test('a list of corrected words says so, and its pages keep them', () => {
  const lines = blockLines(targetList({ ...list, corrected: 'prod' }, { ...input, words: 'prdo' }));
  expect(lines.slice(1, 3)).toEqual(['# 43 targets for “prod”', '(No targets match “prdo”.)']);
  expect(lines.find((line) => line.startsWith('[Next]'))).toContain('{"page":3,"words":"prod"}');
});
