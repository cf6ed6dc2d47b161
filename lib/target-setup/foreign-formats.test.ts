import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { isAccountName } from '@/lib/core/one-line';
import { sqlText } from './get-database-setup';
import { roleBindings } from './get-kube-setup';
import { hbaLine } from './postgres-setup';

// Names that the product accepts, written into the formats of other programs.
const unit = fc.constantFrom(
  '"',
  "'",
  '\\',
  '/',
  '#',
  ':',
  '{',
  '&',
  '*',
  '!',
  '%',
  '@',
  '+',
  ' ',
  'all',
  'é',
  '-',
  '$',
);
const name = fc.string({ unit, minLength: 1, maxLength: 6 }).filter(isAccountName);

test('pg_hba.conf: one line for the one user, also if it is a keyword', () => {
  fc.assert(
    fc.property(name, (user) => {
      const line = hbaLine(user);
      const [, quoted, bare] = /^hostssl all (?:"((?:[^"]|"")*)"|(\w+)) all cert$/.exec(line) ?? [];
      if (user.startsWith('/')) expect(line).toMatch(/^# [^\n]+$/);
      else expect(quoted?.replaceAll('""', '"') ?? bare).toBe(user);
      expect(bare).not.toBe('all');
    }),
  );
});

test('SQL of MySQL: one text', () => {
  fc.assert(
    fc.property(name, (user) => {
      const [, body = ''] = /^'((?:[^'\\]|''|\\\\)*)'$/.exec(sqlText(user)) ?? [];
      expect(body.replaceAll("''", "'").replaceAll('\\\\', '\\')).toBe(user);
    }),
  );
});

test('a manifest of Kubernetes names exactly the users and groups', () => {
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 4 }),
      fc.array(name, { maxLength: 4 }),
      (users, groups) => {
        const { subjects } = parse(roleBindings(users, groups));
        expect(subjects.map(({ kind, name: one }: { kind: string; name: string }) => [kind, one])).toEqual([
          ...users.map((one) => ['User', one]),
          ...groups.map((one) => ['Group', one]),
        ]);
      },
    ),
  );
});
