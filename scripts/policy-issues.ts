// `npm run policy-issues`: writes docs/policy-issues.md from the code that finds the issues. A test fails if they
// differ.
import { writeFileSync } from 'node:fs';
import { policyIssueExplanations } from '@/lib/core/policy/policy-issue-table';
import { type IssueCode, issueKinds } from '@/lib/core/policy/policy-issues';

/** The page, as Markdown. */
export function policyIssuesPage(): string {
  const codes = Object.keys(issueKinds) as IssueCode[];
  const rows = codes.map((code) => {
    const { severity, field } = issueKinds[code];
    return `| \`${code}\` | ${severity} | ${field} | ${policyIssueExplanations[code]} |`;
  });
  return [
    '# Policy issues',
    '',
    'What the policy editor reports at its fields, by codes that never change. An error prevents saving, a warning does not. Written by `npm run policy-issues` from `lib/core/policy/policy-issues.ts` and `lib/core/policy/policy-issue-table.ts`.',
    '',
    '| code | | field | when |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

if (process.argv[1]?.endsWith('policy-issues.ts')) writeFileSync('docs/policy-issues.md', policyIssuesPage());
