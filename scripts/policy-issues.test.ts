import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { policyIssuesPage } from './policy-issues';

test('the page of policy issues matches the code', () => {
  expect(readFileSync('docs/policy-issues.md', 'utf8')).toBe(policyIssuesPage());
});
