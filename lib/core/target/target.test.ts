import { expect, test } from 'vitest';
import { hasTargetUsers, hasVerbs, targetTypes } from './target';

test('only servers have actions, and only web apps have no target users', () => {
  expect(targetTypes.filter(hasVerbs)).toEqual(['Bzero', 'DynamicAccessConfig']);
  expect(targetTypes.filter((type) => !hasTargetUsers(type))).toEqual(['Web']);
});
