import type { IssueCode } from './policy-issues';

/** When each issue is told, and why it matters: the table of docs/policy-issues.md. Kept apart, since no screen shows it. */
export const policyIssueExplanations: Record<IssueCode, string> = {
  'name-taken':
    'Another policy, of any type, has the name. Receipts and the log name policies, so names are unique.',
  'no-children': 'A just-in-time policy says nothing of what may be asked for.',
  'nobody-may-ask':
    'A just-in-time policy names no people and no groups, or only groups without active people.',
  'nobody-can-decide':
    'Somebody may ask whose request nobody could decide: they are the only active admin, and nobody decides their own request unless the organization allows it.',
  'child-has-standing-subjects':
    'A policy that may be asked for has people of its own, who hold its access all the time.',
  'covered-by-shorter-automatic':
    'For some of the same people and targets another policy approves at once, and goes first: this one is never reached there.',
  'overlapping-policies':
    'Another policy covers some of the same targets for some of the same people. The shorter goes first, then the older.',
  'covers-nothing': 'A policy names no targets and no environments.',
  'covers-nothing-now': 'What a policy names has no target of its kind in it at present.',
  'no-target-users':
    'A policy for servers names no target user. For clusters, databases and web apps it is a warning.',
  'unknown-target-user':
    'A target user that no other policy gives on a target and that nobody was ever granted there, while others are known: often a slip of the pen.',
  'no-verbs': 'A policy for servers names no action.',
  'has-ended': 'The end of a policy has passed: it gives nothing.',
};
