import { expect, test } from 'vitest';
import { readGroups } from './groups-claim';

const dn = 'CN=Admins,OU=Groups,DC=acme,DC=test';

test.each<[unknown, string[], number]>([
  [[], [], 0],
  ['', [], 0],
  [['Engineering', 'On call: "prod"'], ['Engineering', 'On call: "prod"'], 0],
  [['Engineering', 'Engineering'], ['Engineering'], 0],
  [['Sales, EMEA'], ['Sales, EMEA'], 0],
  ['Engineering', ['Engineering'], 0],
  ['On call', ['On call'], 0],
  ['Engineering,Data', ['Engineering', 'Data'], 0],
  [' Engineering ; Data; ', ['Engineering', 'Data'], 0],
  ['Engineering|Data', ['Engineering', 'Data'], 0],
  ['Engineering\nData', ['Engineering', 'Data'], 0],
  ['Sales, EMEA;Data', ['Sales, EMEA', 'Data'], 0],
  [dn, [dn], 0],
  [`${dn};CN=Data,DC=acme`, [dn, 'CN=Data,DC=acme'], 0],
  ['["Engineering","Data"]', ['Engineering', 'Data'], 0],
  ['[Engineering', ['[Engineering'], 0],
  [[['Engineering'], [['Data']]], ['Engineering', 'Data'], 0],
  [['Engineering', null, 7, true, 'Data'], ['Engineering', 'Data'], 3],
  [
    [{ displayName: 'Engineering' }, { value: 'Data' }, { group: 'Support' }],
    ['Engineering', 'Data', 'Support'],
    0,
  ],
  [
    [
      { name: 'Engineering', id: 'g-1' },
      { value: 'g-2', display: 'Data' },
    ],
    ['g-1', 'g-2'],
    0,
  ],
  [{ name: 'Engineering' }, ['Engineering'], 0],
  [[{ members: 3 }, {}, { id: null, name: '' }], [], 3],
  [['a\0b', '', '  ', 'x'.repeat(501)], [], 4],
  [7, [], 1],
  [false, [], 1],
])('a groups claim %j is read as %j', (claim, ids, unread) => {
  const read = readGroups(claim);
  expect(read.groups.map(({ id }) => id)).toEqual(ids);
  expect(read.unread).toBe(unread);
});

test('a group has the name that comes with its id, without characters that change what people read', () => {
  expect(
    readGroups([
      { id: 'g-1', displayName: 'Engi\u202Eneering' },
      { id: '\u202E', name: '\u202E' },
    ]),
  ).toEqual({
    groups: [
      { id: 'g-1', name: 'Engineering' },
      { id: '\u202E', name: 'unnamed' },
    ],
    unread: 0,
  });
});
