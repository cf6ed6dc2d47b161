import { expect, test } from 'vitest';
import { type Refused, summarize } from './summarize';

const refused = (what: string): Refused => ({
  what,
  why: 'Already denied by second@acme.test.',
  failure: { ok: false, code: 'already-decided', message: 'Already', faults: [], requestId: 'r' },
});

test('what went well is counted', () => {
  expect(summarize('approved', 3, [])).toEqual({ ok: true, message: '3 approved.', value: null });
});

test('what did not is named, with its reason', () => {
  expect(summarize('approved', 2, [refused('prod-web')])).toMatchObject({
    ok: false,
    code: 'already-decided',
    message: '2 approved. 1 was not. prod-web: Already denied by second@acme.test.',
  });
});

test('where nothing was done, nothing is said to be', () => {
  const many = Array.from({ length: 5 }, (_, index) => refused(`t${index}`));
  const { message } = summarize('revoked', 0, many);
  expect(message).toMatch(/^None revoked\. 5 were not\. t0: .* t2: .* And 2 more\.$/);
  expect(message).not.toContain('t3');
});
