import { expect, test } from 'vitest';
import { type Refused, summarize } from './summarize';

const refused = (name: string): Refused => ({
  name,
  reason: 'Already denied by second@acme.test.',
  failure: { ok: false, code: 'already-decided', message: 'Already', faults: [], requestId: 'r' },
});

test('successes are counted', () => {
  expect(summarize('approved', 3, [])).toEqual({ ok: true, message: '3 approved.', value: null });
});

test('a refusal is named with its reason', () => {
  expect(summarize('approved', 2, [refused('prod-web')])).toMatchObject({
    ok: false,
    code: 'already-decided',
    message: '2 approved. 1 was not. prod-web: Already denied by second@acme.test.',
  });
});

test('without a success the message says None, and lists at most three refusals', () => {
  const many = Array.from({ length: 5 }, (_, index) => refused(`t${index}`));
  const { message } = summarize('revoked', 0, many);
  expect(message).toMatch(/^None revoked\. 5 were not\. t0: .* t2: .* And 2 more\.$/);
  expect(message).not.toContain('t3');
});
