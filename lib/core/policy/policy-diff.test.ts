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
  recordInput: false,
  mfaEnabled: false,
  mfaDuration: null,
};

test('each type of policy has its own fields, in the order of the editor', () => {
  const labels = (type: PolicySnapshot['type']) => fieldsOf({ ...jit, type }).map(({ label }) => label);
  expect(labels('JustInTime')).toEqual([
    'Name',
    'Description',
    'Who can request',
    'What they can request',
    'Approval',
    'Duration',
    'Expiry date',
  ]);
  expect(labels('Kubernetes')).toContain('Target groups');
  expect(labels('TargetConnect')).toContain('Policy actions');
  expect(labels('Proxy')).toEqual([
    'Name',
    'Description',
    'Standing access',
    'Targets',
    'Target users',
    'Expiry date',
  ]);
  const ownFields = (type: PolicySnapshot['type']) => labels(type).slice(2, -1);
  expect(ownFields('SessionRecording')).toEqual(['People and groups', 'Record input']);
  expect(ownFields('OrganizationControls')).toEqual(['People and groups', 'MFA', 'MFA duration']);
});

test('a snapshot does not differ from itself, whatever the order of its lists', () => {
  expect(differenceOf(jit, { ...jit, groups: [...jit.groups].reverse() })).toEqual([]);
});

test('a difference has both texts, and for a list what was added and removed; a person and a group with the same id are different', () => {
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
      label: 'Who can request',
      from: 'Engineering, engineer@acme.test',
      to: 'engineer@acme.test, dba@acme.test',
      added: ['dba@acme.test'],
      removed: ['Engineering'],
    },
    { label: 'Approval', from: 'Admin approval', to: 'Automatic', added: [], removed: [] },
    { label: 'Duration', from: '1 hour', to: '1 hour 30 minutes', added: [], removed: [] },
    { label: 'Expiry date', from: '', to: '2027-01-01 12:00 UTC', added: [], removed: [] },
  ]);
});
