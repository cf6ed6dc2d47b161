import { expect, test } from 'vitest';
import type { IdentityProvider } from '@/lib/env';
import { accountId, readIdentity } from './identity';

const provider = (id: IdentityProvider['id'], issuer: string, trustEmail = false): IdentityProvider => ({
  id,
  issuer,
  name: id,
  clientId: 'client',
  clientSecret: 'secret',
  trustEmail,
});
const microsoft = provider('microsoft', 'https://login.microsoftonline.com/common/v2.0');
const oidc = provider('oidc', 'https://id.acme.test/');
const work = { sub: 'pairwise', oid: 'object', tid: 'tenant', email: 'engineer@acme.test' };

test('Microsoft identifies a person by tenant and object, and earlier by a subject of this application', () => {
  expect(readIdentity(microsoft, work)).toMatchObject({
    tenant: 'tenant',
    providerAccountId: 'https://login.microsoftonline.com|tenant|object',
    formerAccountId: 'https://login.microsoftonline.com|pairwise',
  });
  expect(accountId(microsoft, work)).toBe('https://login.microsoftonline.com|tenant|object');
});

test.each([
  [{}, false],
  [{ xms_edov: false }, false],
  [{ xms_edov: '0' }, false],
  [{ xms_edov: true }, true],
  [{ xms_edov: 1 }, true],
  [{ xms_edov: '1' }, true],
])('Microsoft vouches for an email only with xms_edov: %j', (claims, isEmailVerified) => {
  expect(readIdentity(microsoft, { ...work, ...claims })).toMatchObject({ isEmailVerified });
});

test.each([{ hasgroups: true }, { hasgroups: 'true' }, { _claim_names: { groups: 'src1' } }])(
  'a person with too many groups for a token signs in without any: %j',
  (claims) => {
    const read = readIdentity(microsoft, { ...work, groups: null, ...claims });
    expect(read).toMatchObject({ groups: [], groupProblem: 'groups-elsewhere' });
  },
);

const person = { sub: 's', email: 'engineer@acme.test', email_verified: true };

test.each([{}, { groups: null }])('no groups claim is no list, and locks nobody out: %j', (claims) => {
  expect(readIdentity(oidc, { ...person, ...claims })).toMatchObject({ groups: null, groupProblem: null });
});

test('what a groups claim has beside names costs those groups only, and is reported', () => {
  expect(readIdentity(oidc, { ...person, groups: ['Data', null] })).toMatchObject({
    groups: [{ id: 'Data', name: 'Data' }],
    groupProblem: 'groups-unread',
  });
});

test('claims that a sign-in does not need lock nobody out, whatever their type is', () => {
  for (const other of [null, 7, {}, [], true, 'a\0b']) {
    const claims = { ...person, iss: other, name: other, given_name: other, preferred_username: other };
    const more = { hd: other, tid: other, oid: other, xms_edov: other, hasgroups: null, _claim_names: other };
    expect(readIdentity(oidc, { ...claims, ...more })).toMatchObject({ email: person.email, tenant: '' });
    expect(readIdentity(oidc, { ...person, name: other })).toMatchObject({
      name: expect.stringMatching(/^(ab|eng.*)$/),
    });
  }
});

test.each([
  [{ name: 'En\u202Egineer\n' }, 'Engineer'],
  [{ name: null, given_name: 'Site', family_name: 'Engineer' }, 'Site Engineer'],
  [{ name: ' ', preferred_username: 'engineer' }, 'engineer'],
  [{ name: null }, 'engineer@acme.test'],
])('a person is named by what the provider sends, or else by their email: %j', (claims, name) => {
  expect(readIdentity(oidc, { ...person, ...claims })).toMatchObject({ name });
});

test.each<[unknown, string]>([
  [true, 'verified'],
  ['true', 'verified'],
  ['True', 'verified'],
  [1, 'verified'],
  [false, 'unverified-email'],
  ['false', 'unverified-email'],
  [undefined, 'unstated-email'],
  [null, 'unstated-email'],
  ['maybe', 'unstated-email'],
  [{}, 'unstated-email'],
])(
  'an email with email_verified %j is %s, and a provider that is trusted need not say it',
  (value, expected) => {
    const trusted = provider('oidc', 'https://id.acme.test/', true);
    const claims = { ...person, email_verified: value };
    const verified = { email: person.email, isEmailVerified: true };
    const is = (found: unknown, code: string) =>
      code === 'verified' ? expect(found).toMatchObject(verified) : expect(found).toBe(code);
    is(readIdentity(oidc, claims), expected);
    is(readIdentity(trusted, claims), expected === 'unstated-email' ? 'verified' : expected);
  },
);

test('a trusted Microsoft tenant vouches for its emails, except for those that it says are of another domain', () => {
  const trusted = provider('microsoft', microsoft.issuer, true);
  expect(readIdentity(trusted, work)).toMatchObject({ isEmailVerified: true });
  expect(readIdentity(trusted, { ...work, xms_edov: false })).toMatchObject({ isEmailVerified: false });
});

test.each([undefined, null, '', 'engineer', 7, ['engineer@acme.test'], `${'e'.repeat(250)}@acme.test`])(
  'without a usable email nobody signs in: %j',
  (email) => {
    expect(readIdentity(oidc, { ...person, email })).toBe('no-email');
    expect(readIdentity(oidc, { ...person, email }, true)).toBe('userinfo-failed');
  },
);

test('a subject is a text or, as one provider documents it, a whole number', () => {
  expect(readIdentity(oidc, { ...person, sub: 35666371 })).toMatchObject({
    providerAccountId: 'https://id.acme.test|35666371',
  });
  for (const sub of [undefined, null, '', 'a\0b', 'x'.repeat(256), 1.5, {}])
    expect(readIdentity(oidc, { ...person, sub })).toBe('unreadable-identity');
});
