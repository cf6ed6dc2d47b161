import type { PolicyType } from './policy';
import type { Verb } from './target';

export type IssueCode =
  | 'no-children'
  | 'nobody-may-ask'
  | 'child-has-standing-subjects'
  | 'covers-nothing'
  | 'no-target-users'
  | 'no-verbs';

/** Something about a policy that its author should know. An error keeps it from being saved. */
export type PolicyIssue = { code: IssueCode; severity: 'error' | 'warning'; field: string; message: string };

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

/** All issues of a policy at once, each at its field (R5). */
export function policyIssues(policy: IssueSubject): PolicyIssue[] {
  return policy.type === 'JustInTime' ? jitIssues(policy) : childIssues(policy);
}

function jitIssues(policy: IssueSubject): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (policy.children.length === 0) {
    issues.push(
      error('no-children', 'childIds', 'Choose at least one policy that says what may be asked for.'),
    );
  }
  if (policy.subjectIds.length + policy.groupIds.length === 0) {
    issues.push(warning('nobody-may-ask', 'subjectIds', 'Nobody may ask yet: choose people or groups.'));
  }
  for (const child of policy.children.filter(({ hasStandingSubjects }) => hasStandingSubjects)) {
    const message = `${child.name} has people of its own: they hold this access all the time, without asking.`;
    issues.push(warning('child-has-standing-subjects', 'childIds', message));
  }
  return issues;
}

function childIssues(policy: IssueSubject): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (policy.targetIds.length + policy.environmentIds.length === 0) {
    issues.push(
      error('covers-nothing', 'targetIds', 'Choose targets or environments: an empty list covers nothing.'),
    );
  }
  if (policy.targetUsers.length === 0) {
    const message =
      policy.type === 'Proxy'
        ? 'Without target users this covers web apps only, no databases.'
        : 'Name at least one target user: an empty list lets nobody in.';
    issues.push({
      ...warning('no-target-users', 'targetUsers', message),
      ...(policy.type === 'TargetConnect' && { severity: 'error' }),
    });
  }
  if (policy.type === 'TargetConnect' && policy.verbs.length === 0) {
    issues.push(error('no-verbs', 'verbs', 'Choose at least one action.'));
  }
  return issues;
}

function error(code: IssueCode, field: string, message: string): PolicyIssue {
  return { code, severity: 'error', field, message };
}

function warning(code: IssueCode, field: string, message: string): PolicyIssue {
  return { code, severity: 'warning', field, message };
}
