import { describe, expect, test } from 'vitest';
import { verbs } from '@/lib/core/target/target';
import { connectLine, formatAccessSpec, formatTargetType, formatVerb } from './target';

const web = { name: 'prod-web', environment: 'prod' };

describe('an access spec as a phrase and as a zli command', () => {
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
] as const)('%j is a %s', (target, text) => expect(formatTargetType(target)).toBe(text));

test('every action has a name', () => {
  expect(verbs.map(formatVerb)).toEqual(['Shell', 'File transfer', 'Tunnel', 'RDP', 'SQL Server']);
});
