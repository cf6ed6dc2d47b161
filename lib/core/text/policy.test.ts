import { expect, test } from 'vitest';
import { describeJitPolicy, formatCoverage, formatList, formatPeople } from './policy';

const child = {
  type: 'TargetConnect' as const,
  targetUsers: ['root'],
  targetGroups: [],
  verbs: ['Shell' as const],
  targetCount: 3,
  targetEnvironments: ['stage'],
  environments: ['prod'],
};

test('a policy is told in one sentence', () => {
  const about = { who: 'Engineering', what: ['root on 3 servers'], automatic: false, duration: 60 };
  expect(describeJitPolicy(about)).toBe(
    'Engineering may ask for root on 3 servers for 1 hour; an admin decides.',
  );
  expect(describeJitPolicy({ ...about, what: ['a', 'b'], automatic: true, duration: 30 })).toBe(
    'Engineering may ask for a, or for b for 30 minutes; it is approved at once.',
  );
  expect(describeJitPolicy({ ...about, who: null, duration: Number.NaN })).toBe(
    'Nobody may ask for root on 3 servers for no time; an admin decides.',
  );
  expect(describeJitPolicy({ ...about, what: [] })).toBe('Engineering may ask for nothing yet.');
  expect(describeJitPolicy({ ...about, who: null, what: [] })).toBe('Nobody may ask for anything yet.');
  expect(describeJitPolicy({ ...about, what: ['a', 'b', 'c'] })).toContain(
    'may ask for what 3 policies give for',
  );
});

test('what it covers is told in a phrase', () => {
  expect(formatCoverage(child)).toBe('root on 3 servers in stage and all of prod, Shell');
  expect(formatCoverage({ ...child, targetCount: 1, environments: [] })).toBe(
    'root on 1 server in stage, Shell',
  );
  expect(formatCoverage({ ...child, targetEnvironments: ['dev', 'stage'], environments: [] })).toBe(
    'root on 3 servers in dev and stage, Shell',
  );
  expect(formatCoverage({ ...child, type: 'Kubernetes', targetGroups: ['viewers'], verbs: [] })).toBe(
    'root in viewers on 3 clusters in stage and all of prod',
  );
  expect(formatCoverage({ ...child, targetUsers: [], targetCount: 0, environments: [], verbs: [] })).toBe(
    'nothing yet',
  );
});

test('lists are cut where nobody reads on', () => {
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
