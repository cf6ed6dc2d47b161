import { expect, test } from 'vitest';
import { childTypeFor, targetTypes } from '@/lib/core/target/target';
import { formatPolicyType, isEnforced, policyTypes, targetTypesOf, unenforcedPolicyTypes } from './policy';

test('each target type belongs to one child policy type, and both tables agree', () => {
  for (const type of targetTypes) {
    const covering = policyTypes.filter((policy) => targetTypesOf(policy).includes(type));
    expect(covering).toEqual([childTypeFor(type)]);
  }
});

test('a type is enforced or not, and one that is not covers nothing', () => {
  expect(policyTypes.filter((type) => !isEnforced(type))).toEqual(unenforcedPolicyTypes);
  expect(unenforcedPolicyTypes.flatMap(targetTypesOf)).toEqual([]);
});

test('every policy type has its own name', () => {
  expect(new Set(policyTypes.map(formatPolicyType)).size).toBe(policyTypes.length);
});
