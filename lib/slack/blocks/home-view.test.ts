import { expect, test } from 'vitest';
import { approvedRequest, pendingRequest, sampleNow } from '@/test/sample-request';
import { homeView } from './home-view';
import { noMentions } from './message';

test('each block with a button has an id of its own, the same at each rendering', () => {
  const input = { now: sampleNow, consoleUrl: 'https://console.test', mentions: noMentions };
  const view = homeView({
    ...input,
    pending: [pendingRequest()],
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
