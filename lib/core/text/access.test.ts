import { expect, test } from 'vitest';
import { describeEnded } from './access';

test('ended access is mentioned only if there is any', () => {
  expect([0, 2].map(describeEnded)).toEqual(['', ' Active access that ended: 2.']);
});
