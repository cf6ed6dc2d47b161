import { expect, test } from 'vitest';
import { admitsNode } from './admits-node';

test.each([
  ['>=20', '20.19.0', true],
  ['>=22.12.0', '20.19.0', false],
  ['^20.19 || ^22.12 || >=24.0', '22.12.0', true],
  ['^20.19 || ^22.12 || >=24.0', '23.0.0', false],
  ['>= 0.8', '24.0.0', true],
  ['>=18 <21', '22.12.0', false],
  ['~20.18', '20.19.0', false],
  ['20.x', '20.19.0', true],
  ['20 || 22', '24.0.0', false],
  ['*', '24.0.0', true],
  ['', '24.0.0', true],
])('%s includes Node %s: %s', (range, version, included) => {
  expect(admitsNode(range, version)).toBe(included);
});

test('an unknown form is an error, not a guess', () => {
  expect(() => admitsNode('lts/iron', '20.19.0')).toThrow('unsupported range of Node versions: lts/iron');
});
