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
  children: [{ name: 'Root', hasStandingSubjects: false }],
};
const child: IssueSubject = {
  ...jit,
  type: 'TargetConnect',
  subjectIds: [],
  environmentIds: ['production'],
  targetUsers: ['root'],
  verbs: ['Shell'],
  children: [],
};

describe('R5: what an author is told of a policy', () => {
  const rows: [string, IssueSubject, string[]][] = [
    ['nothing, when all is well', jit, []],
    ['nothing, when groups may ask', { ...jit, subjectIds: [], groupIds: ['Engineering'] }, []],
    ['a just-in-time policy needs a child', { ...jit, children: [] }, ['error no-children childIds']],
    ['one that nobody may use', { ...jit, subjectIds: [] }, ['warning nobody-may-ask subjectIds']],
    [
      'each child that gives standing access',
      {
        ...jit,
        children: [
          { name: 'A', hasStandingSubjects: true },
          { name: 'B', hasStandingSubjects: true },
        ],
      },
      ['warning child-has-standing-subjects childIds', 'warning child-has-standing-subjects childIds'],
    ],
    ['nothing, when a child is whole', child, []],
    ['a child by target name is whole', { ...child, environmentIds: [], targetIds: ['web'] }, []],
    ['an empty list covers nothing', { ...child, environmentIds: [] }, ['error covers-nothing targetIds']],
    [
      'a server policy needs target users',
      { ...child, targetUsers: [] },
      ['error no-target-users targetUsers'],
    ],
    ['and verbs', { ...child, verbs: [] }, ['error no-verbs verbs']],
    ['a cluster policy has no verbs', { ...child, type: 'Kubernetes', verbs: [] }, []],
    [
      'a proxy policy without target users is for web apps',
      { ...child, type: 'Proxy', verbs: [], targetUsers: [] },
      ['warning no-target-users targetUsers'],
    ],
    [
      'everything at once',
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

test('the warning of standing access names the child', () => {
  const [issue] = policyIssues({ ...jit, children: [{ name: 'Root', hasStandingSubjects: true }] });
  expect(issue?.message).toContain('Root has people of its own');
});
