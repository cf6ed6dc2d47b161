import type { Verb } from '@/lib/core/target/target';
import type { PolicyType } from './policy';

type Kind = { severity: 'error' | 'warning' /** the field it stands at */; field: string };

/** Everything an author can be told of a policy, by its stable code. An error keeps a policy from being saved. */
export const issueKinds = {
  'name-taken': { severity: 'error', field: 'name' },
  'no-children': { severity: 'error', field: 'childIds' },
  'nobody-may-ask': { severity: 'warning', field: 'subjectIds' },
  'nobody-can-decide': { severity: 'warning', field: 'automaticallyApproved' },
  'child-has-standing-subjects': { severity: 'warning', field: 'childIds' },
  'covered-by-shorter-automatic': { severity: 'warning', field: 'duration' },
  'overlapping-policies': { severity: 'warning', field: 'childIds' },
  'covers-nothing': { severity: 'error', field: 'targetIds' },
  'covers-nothing-now': { severity: 'warning', field: 'targetIds' },
  'no-target-users': { severity: 'error', field: 'targetUsers' },
  'unknown-target-user': { severity: 'warning', field: 'targetUsers' },
  'no-verbs': { severity: 'error', field: 'verbs' },
  'has-ended': { severity: 'warning', field: 'timeExpires' },
} as const satisfies Record<string, Kind>;

export type IssueCode = keyof typeof issueKinds;

/** Something about a policy that its author should know. An error keeps it from being saved. */
export type PolicyIssue = { code: IssueCode; severity: Kind['severity']; field: string; message: string };

/** What the issues are found in: a draft or a stored policy. */
export type IssueSubject = {
  type: PolicyType;
  subjectIds: readonly string[];
  groupIds: readonly string[];
  targetIds: readonly string[];
  environmentIds: readonly string[];
  targetUsers: readonly string[];
  verbs: readonly Verb[];
  children: readonly { name: string; hasStandingSubjects: boolean }[];
};

/** All issues that a policy has by itself, each at its field (R5). */
export function policyIssues(policy: IssueSubject): PolicyIssue[] {
  return policy.type === 'JustInTime' ? jitIssues(policy) : childIssues(policy);
}

function jitIssues(policy: IssueSubject): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (policy.children.length === 0) {
    issues.push(issue('no-children', 'Choose at least one policy that says what may be asked for.'));
  }
  if (policy.subjectIds.length + policy.groupIds.length === 0) {
    issues.push(issue('nobody-may-ask', 'Nobody may ask yet: choose people or groups.'));
  }
  for (const child of policy.children.filter(({ hasStandingSubjects }) => hasStandingSubjects)) {
    const message = `${child.name} has people of its own: they hold this access all the time, without asking.`;
    issues.push(issue('child-has-standing-subjects', message));
  }
  return issues;
}

function childIssues(policy: IssueSubject): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (policy.targetIds.length + policy.environmentIds.length === 0) {
    issues.push(issue('covers-nothing', 'Choose targets or environments: an empty list covers nothing.'));
  }
  if (policy.targetUsers.length === 0) {
    const message =
      policy.type === 'Proxy'
        ? 'Without target users this covers web apps only, no databases.'
        : 'Name at least one target user: an empty list lets nobody in.';
    const severity = policy.type === 'TargetConnect' ? 'error' : 'warning';
    issues.push({ ...issue('no-target-users', message), severity });
  }
  if (policy.type === 'TargetConnect' && policy.verbs.length === 0) {
    issues.push(issue('no-verbs', 'Choose at least one action.'));
  }
  return issues;
}

/** The one way to say it, before and after somebody tries to save (R5). */
export function nameTaken(name: string): PolicyIssue {
  return issue(
    'name-taken',
    `Another policy is called ${name}. Names are unique across all types: choose another.`,
  );
}

/** An issue as its kind has it. */
export function issue(code: IssueCode, message: string): PolicyIssue {
  const { severity, field } = issueKinds[code];
  return { code, severity, field, message };
}
