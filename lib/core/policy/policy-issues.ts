import type { Verb } from '@/lib/core/target/target';
import { isEnforced, maxDuration, type PolicyType } from './policy';

type Kind = { severity: 'error' | 'warning' /** the field that shows it */; field: string };

/** Every issue that a policy can have, by its stable code. An error prevents saving. */
export const issueKinds = {
  'name-taken': { severity: 'error', field: 'name' },
  'no-children': { severity: 'error', field: 'childIds' },
  'nobody-may-ask': { severity: 'warning', field: 'subjectIds' },
  'nobody-can-decide': { severity: 'warning', field: 'automaticallyApproved' },
  'old-groups': { severity: 'warning', field: 'groupIds' },
  'child-has-standing-subjects': { severity: 'warning', field: 'childIds' },
  'covered-by-shorter-automatic': { severity: 'warning', field: 'duration' },
  'long-duration': { severity: 'warning', field: 'duration' },
  'overlapping-policies': { severity: 'warning', field: 'childIds' },
  'covers-nothing': { severity: 'error', field: 'targetIds' },
  'covers-nothing-now': { severity: 'warning', field: 'targetIds' },
  'no-target-users': { severity: 'error', field: 'targetUsers' },
  'unknown-target-user': { severity: 'warning', field: 'targetUsers' },
  'no-verbs': { severity: 'error', field: 'verbs' },
  'no-way': { severity: 'warning', field: 'verbs' },
  'has-ended': { severity: 'warning', field: 'timeExpires' },
} as const satisfies Record<string, Kind>;

export type IssueCode = keyof typeof issueKinds;

/** What a program can leave out, because it writes policies in steps: such a policy gives nobody anything. */
export const emptiness: readonly IssueCode[] = ['covers-nothing', 'no-children'];

/** A problem with a policy. An error prevents saving, a warning does not. */
export type PolicyIssue = { code: IssueCode; severity: Kind['severity']; field: string; message: string };

const oneDay = 1440;

/** The parts of a draft or a stored policy that are checked. */
export type IssueSubject = {
  type: PolicyType;
  subjectIds: readonly string[];
  groupIds: readonly string[];
  targetIds: readonly string[];
  environmentIds: readonly string[];
  targetUsers: readonly string[];
  verbs: readonly Verb[];
  /** minutes; null unless JustInTime, NaN where nothing is entered */
  duration: number | null;
  children: readonly { name: string; hasStandingSubjects: boolean }[];
};

/** The issues that a policy has on its own, without looking at anything else, each with its field (R5). */
export function policyIssues(policy: IssueSubject): PolicyIssue[] {
  if (!isEnforced(policy.type)) return [];
  return policy.type === 'JustInTime' ? jitIssues(policy) : childIssues(policy);
}

function jitIssues(policy: IssueSubject): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (policy.children.length === 0) {
    issues.push(issue('no-children', 'Add at least one access policy.'));
  }
  if (policy.subjectIds.length + policy.groupIds.length === 0) {
    issues.push(issue('nobody-may-ask', 'Add people or groups.'));
  }
  if (policy.duration !== null && policy.duration > oneDay && policy.duration <= maxDuration) {
    const message = 'This is more than a day. People keep the access while they don’t need it.';
    issues.push(issue('long-duration', message));
  }
  for (const child of policy.children.filter(({ hasStandingSubjects }) => hasStandingSubjects)) {
    const message = `${child.name} also gives standing access: the people and groups in it don’t have to request it.`;
    issues.push(issue('child-has-standing-subjects', message));
  }
  return issues;
}

function childIssues(policy: IssueSubject): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  if (policy.targetIds.length + policy.environmentIds.length === 0) {
    issues.push(issue('covers-nothing', 'Add at least one target or environment.'));
  }
  if (policy.targetUsers.length === 0) {
    const message =
      policy.type === 'Proxy'
        ? 'Without target users, this policy covers web apps only, not databases.'
        : 'Add at least one target user.';
    const severity = policy.type === 'TargetConnect' ? 'error' : 'warning';
    issues.push({ ...issue('no-target-users', message), severity });
  }
  if (policy.type === 'TargetConnect' && policy.verbs.length === 0) {
    issues.push(issue('no-verbs', 'Add at least one action.'));
  }
  return issues;
}

/** Another policy, of any type, has the name (R5). The preview and the save report it in the same words. */
export function nameTaken(name: string): PolicyIssue {
  return issue('name-taken', `The name ${name} is already in use. Choose another name.`);
}

/** An issue with the severity and the field of its code. */
export function issue(code: IssueCode, message: string): PolicyIssue {
  const { severity, field } = issueKinds[code];
  return { code, severity, field, message };
}
