import { describe, expect, test } from 'vitest';
import type { ChildPolicy, JitPolicy } from '@/lib/core/policy/policy';
import type { AccessSpec } from './access-spec';
import { decide, isSubject, reaches, type TargetRef } from './decision';

const now = new Date('2026-03-01T12:00:00Z');
const before = new Date(now.getTime() - 1);
const server: TargetRef = { id: 'server', type: 'Bzero', environmentId: 'production' };
const cluster: TargetRef = { id: 'cluster', type: 'Cluster', environmentId: 'production' };
const database: TargetRef = { id: 'database', type: 'Db', environmentId: 'production' };
const web: TargetRef = { id: 'web', type: 'Web', environmentId: 'production' };
const requester = { userId: 'engineer', groupIds: ['Engineering'] };
const kubernetes: Partial<ChildPolicy> = {
  type: 'Kubernetes',
  targetUsers: ['admin'],
  targetGroups: ['system:masters'],
  verbs: [],
};
const proxy: Partial<ChildPolicy> = { type: 'Proxy', targetUsers: ['postgres'], verbs: [] };
const asRoot: AccessSpec = { targetUser: 'root', targetGroups: [], verb: 'Shell' };

describe('R1: one policy', () => {
  const rows: [string, Partial<JitPolicy>, Partial<ChildPolicy>, string | null][] = [
    ['covers by environment', {}, {}, null],
    ['covers by name', {}, { environmentIds: [], targetIds: ['server'] }, null],
    ['has them in a group', { subjectIds: [], groupIds: ['Engineering'] }, {}, null],
    ['has them in no group', { subjectIds: [], groupIds: ['Sales'] }, {}, 'not-a-subject'],
    ['has nobody: an empty list is nobody', { subjectIds: [], groupIds: [] }, {}, 'not-a-subject'],
    ['is past its end', { timeExpires: before }, {}, 'policy-expired'],
    ['ends this very moment', { timeExpires: now }, {}, 'policy-expired'],
    ['ends in a moment', { timeExpires: new Date(now.getTime() + 1) }, {}, null],
    ['has no children', { children: [] }, {}, 'no-children'],
    ['has a child past its end', {}, { timeExpires: now }, 'child-expired'],
    ['has a child for another type', {}, { type: 'Proxy' }, 'target-not-covered'],
    ['covers another target', {}, { environmentIds: [], targetIds: ['other'] }, 'target-not-covered'],
    ['covers nothing', {}, { environmentIds: [], targetIds: [] }, 'target-not-covered'],
    ['lists another target user', {}, { targetUsers: ['deploy'] }, 'target-user'],
    ['lists no target user', {}, { targetUsers: [] }, 'target-user'],
    ['compares target users by case', {}, { targetUsers: ['Root'] }, 'target-user'],
    ['lists another verb', {}, { verbs: ['RDP'] }, 'verb'],
    ['lists no verb', {}, { verbs: [] }, 'verb'],
  ];
  test.each(rows)('%s', (_, policy, child, why) => {
    const decision = decide([jit('p', policy, [childPolicy('c', child)])], requester, server, asRoot, now);
    expect(decision.outcome).toBe(why === null ? 'approval' : 'denied');
    expect(decision.misses.map((miss) => miss.why)).toEqual(why === null ? [] : [why]);
  });
});

describe('R1: what a request names on each type of target', () => {
  const rows: [string, TargetRef, Partial<ChildPolicy>, AccessSpec, string | null][] = [
    ['a cluster with groups', cluster, kubernetes, spec('admin', ['system:masters'], null), null],
    ['a cluster without one of the groups', cluster, kubernetes, spec('admin', [], null), 'target-groups'],
    [
      'a cluster whose policy lists no groups',
      cluster,
      { ...kubernetes, targetGroups: [] },
      spec('admin', [], null),
      null,
    ],
    [
      'a cluster with one group too many',
      cluster,
      kubernetes,
      spec('admin', ['system:masters', 'x'], null),
      'target-groups',
    ],
    ['a cluster with a verb', cluster, kubernetes, spec('admin', ['system:masters'], 'Shell'), 'verb'],
    ['a server with a group', server, { targetGroups: ['g'] }, spec('root', ['g'], 'Shell'), 'target-groups'],
    ['a server without a verb', server, {}, spec('root', [], null), 'verb'],
    ['a server as nobody', server, {}, spec(null, [], 'Shell'), 'target-user'],
    ['a database', database, proxy, spec('postgres', [], null), null],
    ['a database as nobody', database, proxy, spec(null, [], null), 'target-user'],
    ['a web app', web, proxy, spec(null, [], null), null],
    [
      'a web app of a policy without target users',
      web,
      { ...proxy, targetUsers: [] },
      spec(null, [], null),
      null,
    ],
    ['a web app as somebody', web, proxy, spec('postgres', [], null), 'target-user'],
    ['a web app with a verb', web, proxy, spec(null, [], 'Tunnel'), 'verb'],
  ];
  test.each(rows)('%s', (_, target, child, asked, why) => {
    const decision = decide([jit('p', {}, [childPolicy('c', child)])], requester, target, asked, now);
    expect(decision.misses.map((miss) => miss.why)).toEqual(why === null ? [] : [why]);
  });
});

describe('R2: of several that match', () => {
  const older = new Date(now.getTime() - 1000);
  const child = [childPolicy('c', {})];
  const rows: [string, JitPolicy[], string][] = [
    [
      'an automatic one takes precedence',
      [
        jit('short', { duration: 5 }, child),
        jit('auto', { automaticallyApproved: true, duration: 1440 }, child),
      ],
      'auto',
    ],
    [
      'then the shorter',
      [jit('old', { createdAt: older }, child), jit('short', { duration: 59 }, child)],
      'short',
    ],
    ['then the older', [jit('new', {}, child), jit('old', { createdAt: older }, child)], 'old'],
    ['then the id, whatever order they come in', [jit('b', {}, child), jit('a', {}, child)], 'a'],
    [
      'one that is past its end does not count',
      [jit('auto', { automaticallyApproved: true, timeExpires: now }, child), jit('other', {}, child)],
      'other',
    ],
  ];
  test.each(rows)('%s', (_, policies, first) => {
    expect(decide(policies, requester, server, asRoot, now).rules[0]?.policy.id).toBe(first);
    expect(decide([...policies].reverse(), requester, server, asRoot, now).rules[0]?.policy.id).toBe(first);
  });
});

test('R1: policies only add: none takes away what another gives', () => {
  const nothing = jit('nothing', {}, [childPolicy('empty', { targetUsers: [], verbs: [] })]);
  const something = jit('something', {}, [childPolicy('c', {})]);
  expect(decide([nothing, something], requester, server, asRoot, now).outcome).toBe('approval');
});

test('R1: users and verbs of two children are not mixed', () => {
  const children = [childPolicy('a', { targetUsers: ['deploy'] }), childPolicy('b', { verbs: ['RDP'] })];
  expect(decide([jit('p', {}, children)], requester, server, asRoot, now).outcome).toBe('denied');
});

test('an empty list of subjects or groups is nobody, also for somebody without groups', () => {
  expect(isSubject(jit('p', { subjectIds: [], groupIds: [] }, []), { userId: 'x', groupIds: [] })).toBe(
    false,
  );
});

test('a child without target users reaches web apps only', () => {
  expect(reaches(childPolicy('c', { ...proxy, targetUsers: [] }), web, now)).toBe(true);
  expect(reaches(childPolicy('c', { ...proxy, targetUsers: [] }), database, now)).toBe(false);
});

function spec(targetUser: string | null, targetGroups: string[], verb: AccessSpec['verb']): AccessSpec {
  return { targetUser, targetGroups, verb };
}

function jit(id: string, policy: Partial<JitPolicy>, children: ChildPolicy[]): JitPolicy {
  return {
    id,
    name: id,
    version: 1,
    createdAt: now,
    timeExpires: null,
    subjectIds: ['engineer'],
    groupIds: [],
    automaticallyApproved: false,
    duration: 60,
    children,
    ...policy,
  };
}

function childPolicy(id: string, child: Partial<ChildPolicy>): ChildPolicy {
  return {
    id,
    name: id,
    type: 'TargetConnect',
    timeExpires: null,
    targetIds: [],
    environmentIds: ['production'],
    targetUsers: ['root'],
    targetGroups: [],
    verbs: ['Shell'],
    ...child,
  };
}
