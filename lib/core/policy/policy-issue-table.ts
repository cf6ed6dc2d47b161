import type { IssueCode } from './policy-issues';

/**
 * When each issue occurs, and why it matters: the table in docs/policy-issues.md. In its own file, because no screen
 * shows it.
 */
export const policyIssueExplanations: Record<IssueCode, string> = {
  'name-taken':
    'Another policy, of any type, has this name. Names are unique because receipts and the audit log refer to policies by name.',
  'no-children': 'A just-in-time policy includes no access policy, so there is nothing to request.',
  'nobody-may-ask':
    'A just-in-time policy lists no people and no groups, or only groups without active people.',
  'nobody-can-decide':
    'No one could decide some requests: there is no active admin, or the only one is also a requester and the organization does not allow self-approval.',
  'old-groups':
    'An automatic policy lists groups with people who last signed in more than 24 hours ago. Groups come with each sign-in, so the identity provider can have removed those people since.',
  'child-has-standing-subjects':
    'An included access policy lists people or groups, who have its access all the time without a request.',
  'covered-by-shorter-automatic':
    'For some of the same people and targets, another policy approves automatically and takes precedence. This policy has no effect there.',
  'long-duration':
    'Access lasts longer than a day. It is safer to request it each time, with a reason and a decision for that time.',
  'overlapping-policies':
    'Another policy covers some of the same targets for some of the same people. The policy with the shorter duration takes precedence, then the older one.',
  'covers-nothing': 'A policy lists no targets and no environments.',
  'covers-nothing-now': 'What a policy lists contains no target of its type at present.',
  'no-target-users':
    'A policy for servers lists no target user. For clusters, databases and web apps, this is a warning.',
  'unknown-target-user':
    'A policy lists a target user that no other policy allows on a target and that no one was ever granted there, although other target users are known there. Often a spelling mistake.',
  'no-verbs': 'A policy for servers lists no action.',
  'no-way':
    'A policy lists RDP or SQL Server for a server whose inventory entry does not say how these are reached. No one can request or use them there.',
  'has-ended': 'A policy has passed its expiry date and gives no access.',
};
