import { expect, test } from 'vitest';
import { childTypeFor, targetTypes } from '@/lib/core/target/target';
import { formatPolicyType, policyTypes, targetTypesOf } from './policy';

test('each target type belongs to one child policy type, and both tables agree', () => {
  for (const type of targetTypes) {
    const covering = policyTypes
      .filter((policy) => policy !== 'JustInTime')
      .filter((policy) => targetTypesOf(policy).includes(type));
    expect(covering).toEqual([childTypeFor(type)]);
  }
});

test('every policy type has its own name', () => {
  expect(new Set(policyTypes.map(formatPolicyType)).size).toBe(policyTypes.length);
});
