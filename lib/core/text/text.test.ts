import { describe, expect, test } from 'vitest';
import { formatPolicyType, policyTypes, targetTypesOf } from '@/lib/core/policy/policy';
import { childTypeFor, hasTargetUsers, hasVerbs, targetTypes, verbs } from '@/lib/core/target/target';
import { formatDuration, formatTimeLeft } from './duration';
import { connectLine, formatAccessSpec, formatTargetType, formatVerb } from './target';

const now = new Date('2026-03-01T12:00:00Z');
const web = { name: 'prod-web', environment: 'prod' };

test.each([
  [0, '0 minutes'],
  [1, '1 minute'],
  [2, '2 minutes'],
  [59, '59 minutes'],
  [60, '1 hour'],
  [61, '1 hour 1 minute'],
  [90, '1 hour 30 minutes'],
  [120, '2 hours'],
  [1439, '23 hours 59 minutes'],
  [1440, '1 day'],
  [1500, '1 day 1 hour'],
  [2881, '2 days 1 minute'],
  [-5, '0 minutes'],
])('%i minutes are %s', (minutes, words) => expect(formatDuration(minutes)).toBe(words));

test.each([
  [-1, 'ended'],
  [0, 'ended'],
  [1, '1 minute left'],
  [60_000, '1 minute left'],
  [60_001, '2 minutes left'],
  [3_600_000, '1 hour left'],
])('%i milliseconds before the end: %s', (left, words) => {
  expect(formatTimeLeft(new Date(now.getTime() + left), now)).toBe(words);
});

describe('as whom, in which groups, with which verb', () => {
  const rows: [string | null, string[], (typeof verbs)[number] | null, string, string][] = [
    ['root', [], 'Shell', 'as root, Shell', 'zli connect root@prod-web.prod'],
    [
      'root',
      [],
      'FileTransfer',
      'as root, File transfer',
      'zli connect root@prod-web.prod --protocol filetransfer',
    ],
    ['deploy', [], 'RDP', 'as deploy, RDP', 'zli connect deploy@prod-web.prod --protocol rdp'],
    [
      'root',
      [],
      'Tunnel',
      'as root, Tunnel',
      'zli connect root@prod-web.prod --protocol tunnel --customPort LOCAL:HOST:PORT',
    ],
    ['postgres', [], null, 'as postgres', 'zli connect postgres@prod-web.prod'],
    [
      "O'Hara $HOME",
      ['Read only'],
      null,
      "as O'Hara $HOME in Read only",
      "zli connect 'O'\\''Hara $HOME@prod-web.prod' --targetGroup 'Read only'",
    ],
    [
      'admin',
      ['system:masters', 'ops'],
      null,
      'as admin in system:masters, ops',
      'zli connect admin@prod-web.prod --targetGroup system:masters --targetGroup ops',
    ],
    [null, [], null, 'sign in', 'zli connect prod-web.prod'],
  ];
  test.each(rows)('%s, %j, %s', (targetUser, targetGroups, verb, phrase, line) => {
    expect(formatAccessSpec({ targetUser, targetGroups, verb })).toBe(phrase);
    expect(connectLine({ target: web, targetUser, targetGroups, verb })).toBe(line);
  });
});

test.each([
  [{ type: 'Bzero', os: 'Windows', databaseType: null }, 'Windows server'],
  [{ type: 'Bzero', os: null, databaseType: null }, 'Linux server'],
  [{ type: 'DynamicAccessConfig', os: null, databaseType: null }, 'Dynamic server'],
  [{ type: 'Cluster', os: null, databaseType: null }, 'Kubernetes cluster'],
  [{ type: 'Db', os: null, databaseType: 'PostgreSQL' }, 'PostgreSQL database'],
  [{ type: 'Db', os: null, databaseType: null }, 'Database'],
  [{ type: 'Web', os: null, databaseType: null }, 'Web app'],
] as const)('%j is called %s', (target, words) => expect(formatTargetType(target)).toBe(words));

test('each type of target belongs to one type of child policy, and both tables agree', () => {
  for (const type of targetTypes) {
    const covering = policyTypes
      .filter((policy) => policy !== 'JustInTime')
      .filter((policy) => targetTypesOf(policy).includes(type));
    expect(covering).toEqual([childTypeFor(type)]);
  }
});

test('only servers have verbs, only web apps have no target users', () => {
  expect(targetTypes.filter(hasVerbs)).toEqual(['Bzero', 'DynamicAccessConfig']);
  expect(targetTypes.filter((type) => !hasTargetUsers(type))).toEqual(['Web']);
});

test('every verb and every type of policy has a name of its own', () => {
  expect(verbs.map(formatVerb)).toEqual(['Shell', 'File transfer', 'Tunnel', 'RDP', 'SQL Server']);
  expect(new Set(policyTypes.map(formatPolicyType)).size).toBe(policyTypes.length);
});
