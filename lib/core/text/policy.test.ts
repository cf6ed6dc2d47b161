import { expect, test } from 'vitest';
import { describeJitPolicy, describeSimulation, formatCoverage, formatList, formatPeople } from './policy';

const child = {
  type: 'TargetConnect' as const,
  targetUsers: ['root'],
  targetGroups: [],
  verbs: ['Shell' as const],
  targetCount: 3,
  targetEnvironments: ['stage'],
  environments: ['prod'],
};

test('one sentence describes a just-in-time policy', () => {
  const about = { who: 'Engineering', what: ['root on 3 servers'], automatic: false, duration: 60 };
  expect(describeJitPolicy(about)).toBe(
    'Engineering can request root on 3 servers for 1 hour, with admin approval.',
  );
  expect(describeJitPolicy({ ...about, what: ['a', 'b'], automatic: true, duration: 30 })).toBe(
    'Engineering can request a, or b for 30 minutes, approved automatically.',
  );
  expect(describeJitPolicy({ ...about, duration: Number.NaN })).toBe(
    'Engineering can request root on 3 servers, with admin approval.',
  );
  expect(describeJitPolicy({ ...about, who: null })).toBe('No one can request root on 3 servers yet.');
  expect(describeJitPolicy({ ...about, what: [] })).toBe('Engineering cannot request anything yet.');
  expect(describeJitPolicy({ ...about, who: null, what: [] })).toBe('No one can request anything yet.');
  expect(describeJitPolicy({ ...about, what: ['a', 'b', 'c'] })).toContain(
    'can request what 3 policies cover for',
  );
});

test('a phrase describes what a policy covers', () => {
  expect(formatCoverage(child)).toBe('root on 3 servers in stage and all of prod (Shell)');
  expect(formatCoverage({ ...child, targetCount: 1, environments: [] })).toBe(
    'root on 1 server in stage (Shell)',
  );
  expect(formatCoverage({ ...child, targetEnvironments: ['dev', 'stage'], environments: [] })).toBe(
    'root on 3 servers in dev and stage (Shell)',
  );
  expect(formatCoverage({ ...child, type: 'Kubernetes', targetGroups: ['viewers'], verbs: [] })).toBe(
    'root in viewers on 3 clusters in stage and all of prod',
  );
  expect(formatCoverage({ ...child, targetUsers: [], targetCount: 0, environments: [], verbs: [] })).toBe(
    'nothing yet',
  );
});

test('long lists are cut', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd', 'e']].map(formatList)).toEqual([
    '',
    'a',
    'a and b',
    'a, b, c and d',
    'a, b, c and 2 more',
  ]);
  expect(formatPeople([], 0)).toBeNull();
  expect(formatPeople(['Engineering'], 1)).toBe('Engineering and 1 person');
});

test('a simulated request is answered with yes or no', () => {
  expect(describeSimulation({ outcome: 'approval', duration: 60 })).toBe('Yes: needs approval, for 1 hour');
  expect(describeSimulation({ outcome: 'automatic', duration: 30 })).toBe(
    'Yes: approved automatically for 30 minutes',
  );
  expect(describeSimulation({ outcome: 'denied', duration: null })).toBe('No: no policy covers it');
});
