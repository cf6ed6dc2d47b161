import { expect, test } from 'vitest';
import { sampleConnection } from '@/test/zli-samples';
import { describeEnd, describeSoonEnd } from './describe-end';

test('the end of access, and the time left', () => {
  const now = new Date(2026, 2, 1, 12, 0);
  const end = new Date(2026, 2, 1, 12, 52);
  const connection = sampleConnection({ accessExpirationTime: end.toISOString() });
  expect(describeEnd(connection, now)).toBe('Your access to prod-web.prod ends at 12:52 (in 52 min).');
  expect(describeEnd(sampleConnection(), now)).toBeNull();
});

test('the line before the end has the command for more time', () => {
  const now = new Date(2026, 2, 1, 12, 50);
  expect(describeSoonEnd(sampleConnection(), new Date(2026, 2, 1, 13, 0), now)).toBe(
    'Your access to prod-web.prod ends at 13:00 (in 10 min). To request more time, run in another terminal: zli request root@prod-web.prod',
  );
});
