import { expect, test } from 'vitest';
import type { IdentityProvider } from '@/lib/env';
import { accountId, readIdentity } from './identity';

const provider = (id: IdentityProvider['id'], issuer: string): IdentityProvider => ({
  id,
  issuer,
  name: id,
  clientId: 'client',
  clientSecret: 'secret',
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
  'a person with too many groups for a token is told so: %j',
  (claims) => {
    expect(readIdentity(microsoft, { ...work, ...claims })).toBe('groups-elsewhere');
  },
);

test.each([{}, { groups: null }])('no groups claim is no list, and locks nobody out: %j', (claims) => {
  const person = { sub: 's', email: 'engineer@acme.test', email_verified: true };
  expect(readIdentity(oidc, { ...person, ...claims })).toMatchObject({ groups: null });
});
