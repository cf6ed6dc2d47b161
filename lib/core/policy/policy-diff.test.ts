import { expect, test } from 'vitest';
import { differenceOf, fieldsOf, type PolicySnapshot } from './policy-diff';

const jit: PolicySnapshot = {
  type: 'JustInTime',
  name: 'Production on request',
  description: '',
  timeExpires: null,
  subjects: [{ id: '1', label: 'engineer@acme.test' }],
  groups: [{ id: '1', label: 'Engineering' }],
  targets: [],
  environments: [],
  children: [{ id: 'c', label: 'Prod servers' }],
  targetUsers: [],
  targetGroups: [],
  verbs: [],
  automaticallyApproved: false,
  duration: 60,
};

test('the fields stand in the order and words of the editor, each type with its own', () => {
  const labels = (type: PolicySnapshot['type']) => fieldsOf({ ...jit, type }).map(({ label }) => label);
  expect(labels('JustInTime')).toEqual([
    'Name',
    'Note',
    'Who may ask',
    'What they may ask for',
    'Approval',
    'How long',
    'Ends',
  ]);
  expect(labels('Kubernetes')).toContain('Target groups');
  expect(labels('TargetConnect')).toContain('Policy actions');
  expect(labels('Proxy')).toEqual([
    'Name',
    'Note',
    'Who has it all the time',
    'Which targets',
    'Target users',
    'Ends',
  ]);
});

test('nothing differs from itself, in whatever order', () => {
  expect(differenceOf(jit, { ...jit, groups: [...jit.groups].reverse() })).toEqual([]);
});

test('a text is told by both, a list by what came and what went; a person is no group of the same id', () => {
  const after: PolicySnapshot = {
    ...jit,
    duration: 90,
    automaticallyApproved: true,
    groups: [],
    subjects: [...jit.subjects, { id: '2', label: 'dba@acme.test' }],
    timeExpires: new Date('2027-01-01T12:00:00Z'),
  };
  expect(differenceOf(jit, after)).toEqual([
    {
      label: 'Who may ask',
      from: 'Engineering, engineer@acme.test',
      to: 'engineer@acme.test, dba@acme.test',
      added: ['dba@acme.test'],
      removed: ['Engineering'],
    },
    { label: 'Approval', from: 'An admin decides', to: 'At once', added: [], removed: [] },
    { label: 'How long', from: '1 hour', to: '1 hour 30 minutes', added: [], removed: [] },
    { label: 'Ends', from: '', to: '2027-01-01 12:00 UTC', added: [], removed: [] },
  ]);
});
