import { expect, test } from 'vitest';
import type { RequestView } from '@/lib/core/access/request';
import { blockLines } from '@/test/block-lines';
import { approvedRequest, minutesFrom, pendingRequest, sampleNow } from '@/test/sample-request';
import { homeView } from './home-view';
import { noMentions } from './message';

test('each block with a button has an id of its own, the same at each rendering', () => {
  const input = { now: sampleNow, consoleUrl: 'https://console.test', mentions: noMentions };
  const view = homeView({
    ...input,
    pending: { requests: [pendingRequest()], decidable: new Set([pendingRequest().id]) },
    active: [approvedRequest()],
    own: [pendingRequest()],
  });
  const ids = view.blocks
    .filter((block) => block.type === 'actions' || 'accessory' in block)
    .map((block) => block.block_id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => id?.includes(pendingRequest().id))).toBe(true);
});

test('in its last minutes, active access offers more time until a request follows', () => {
  const input = { now: minutesFrom(51), consoleUrl: 'https://console.test', mentions: noMentions };
  const buttonsOf = (own: readonly RequestView[], now = input.now) =>
    blockLines(homeView({ ...input, now, pending: null, active: [approvedRequest()], own }))
      .map((line) => line.trim())
      .filter((line) => line.startsWith('['));
  const more = expect.stringMatching(/^\[Request more time\] request-again /);
  const end = expect.stringMatching(/^\[End now\] /);
  expect(buttonsOf([approvedRequest()])).toEqual([more, end]);
  expect(buttonsOf([approvedRequest()], minutesFrom(49))).toEqual([end]);
  const next = pendingRequest({ id: '0199f000-0000-7000-8000-000000000002' });
  expect(buttonsOf([next, approvedRequest()])).toEqual([end, expect.stringMatching(/^\[Cancel request\] /)]);
});

test('R6: an admin has the buttons of a decision only where it is theirs', () => {
  const input = { now: sampleNow, consoleUrl: 'https://console.test', mentions: noMentions };
  const view = (decidable: string[]) => {
    const pending = { requests: [pendingRequest()], decidable: new Set(decidable) };
    return blockLines(homeView({ ...input, pending, active: [], own: [] })).join('\n');
  };
  expect(view([pendingRequest().id])).toContain('[Approve]');
  expect(view([])).not.toMatch(/\[(Approve|Deny)/);
  expect(view([])).toContain('[Open in console]');
});
