import { describe, expect, test } from 'vitest';
import { type IssueSubject, policyIssues } from './policy-issues';

const jit: IssueSubject = {
  type: 'JustInTime',
  subjectIds: ['engineer'],
  groupIds: [],
  targetIds: [],
  environmentIds: [],
  targetUsers: [],
  verbs: [],
  duration: 1440,
  children: [{ name: 'Root', hasStandingSubjects: false }],
};
const child: IssueSubject = {
  ...jit,
  type: 'TargetConnect',
  subjectIds: [],
  environmentIds: ['production'],
  targetUsers: ['root'],
  verbs: ['Shell'],
  duration: null,
  children: [],
};

describe('R5: the issues of a policy on its own', () => {
  const rows: [string, IssueSubject, string[]][] = [
    ['a complete just-in-time policy has none', jit, []],
    ['one with groups only has none', { ...jit, subjectIds: [], groupIds: ['Engineering'] }, []],
    ['more than a day is a warning', { ...jit, duration: 1441 }, ['warning long-duration duration']],
    ['a duration that can’t be saved has its own error', { ...jit, duration: 43_201 }, []],
    ['a just-in-time policy needs a child', { ...jit, children: [] }, ['error no-children childIds']],
    [
      'a just-in-time policy needs people or groups',
      { ...jit, subjectIds: [] },
      ['warning nobody-may-ask subjectIds'],
    ],
    [
      'each child that gives standing access is reported',
      {
        ...jit,
        children: [
          { name: 'A', hasStandingSubjects: true },
          { name: 'B', hasStandingSubjects: true },
        ],
      },
      ['warning child-has-standing-subjects childIds', 'warning child-has-standing-subjects childIds'],
    ],
    ['a complete child policy has none', child, []],
    ['a child policy that lists targets has none', { ...child, environmentIds: [], targetIds: ['web'] }, []],
    ['an empty list covers nothing', { ...child, environmentIds: [] }, ['error covers-nothing targetIds']],
    [
      'a server policy needs target users',
      { ...child, targetUsers: [] },
      ['error no-target-users targetUsers'],
    ],
    ['a server policy needs actions', { ...child, verbs: [] }, ['error no-verbs verbs']],
    ['a cluster policy needs no actions', { ...child, type: 'Kubernetes', verbs: [] }, []],
    [
      'a proxy policy without target users covers web apps only',
      { ...child, type: 'Proxy', verbs: [], targetUsers: [] },
      ['warning no-target-users targetUsers'],
    ],
    [
      'all issues are reported together',
      { ...child, environmentIds: [], targetUsers: [], verbs: [] },
      ['error covers-nothing targetIds', 'error no-target-users targetUsers', 'error no-verbs verbs'],
    ],
  ];
  test.each(rows)('%s', (_, policy, issues) => {
    expect(policyIssues(policy).map(({ severity, code, field }) => `${severity} ${code} ${field}`)).toEqual(
      issues,
    );
  });
});

test('the warning about standing access names the child policy', () => {
  const [issue] = policyIssues({ ...jit, children: [{ name: 'Root', hasStandingSubjects: true }] });
  expect(issue?.message).toContain('Root also gives standing access');
});
