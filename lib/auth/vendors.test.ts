import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { POST } from '@/app/api/auth/[...nextauth]/route';
import type { Person } from '@/emulators/oidc/person';
import type { Faults } from '@/emulators/oidc/send-claims';
import { type Idp, startIdp } from '@/emulators/oidc/start';
import { vendors } from '@/emulators/oidc/vendors';
import { database } from '@/lib/db/client';
import { type Env, env, loadEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { describeSignInError } from '@/lib/web/sign-in-errors';
import { SignInBrowser } from '@/test/sign-in-browser';
import { useDatabase } from '@/test/use-database';
import { authOptions } from './options';

vi.mock('next/headers', () => ({ headers: async () => new Headers() }));

useDatabase();

type Name = keyof typeof vendors;
type Case = {
  /** changes of the person at the provider, who is otherwise in the groups Engineering and On call */
  person?: Partial<Person>;
  faults?: Faults;
  trustEmail?: boolean;
  /** the names of the groups, and why some are missing */
  groups?: string[] | number;
  problem?: string;
  name?: string;
  /** why nobody signs in, with what the log says it is about */
  refused?: { error: string; claim?: string; setting?: string | RegExp };
};

const unstated = (setting: string) => ({ error: 'unstated-email', claim: 'email_verified', setting });
const two = ['Engineering', 'On call'];
const many = (count: number) => Array.from({ length: count }, (_, index) => `Group ${index}`);
const without = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));

const cases: Record<Name, Record<string, Case>> = {
  google: {
    'a person of the domain': { groups: [] },
    'a person without a name': {
      person: { claims: { name: null, given_name: null, family_name: null } },
      groups: [],
    },
    'email_verified as a text': { person: { claims: { email_verified: 'true' } } },
    'a personal account': {
      person: { claims: without('hd') },
      refused: { error: 'personal-account', claim: 'hd' },
    },
    'another domain': {
      person: { claims: { hd: 'other.test' } },
      refused: { error: 'tenant-not-allowed', claim: 'hd', setting: 'ALLOWED_TENANTS' },
    },
    'an email that is not verified': {
      person: { emailVerified: false },
      refused: { error: 'unverified-email', claim: 'email_verified' },
    },
  },
  microsoft: {
    'groups as object ids': { groups: 2 },
    'no groups, so no claim': { person: { groups: [] }, groups: 0 },
    '200 groups': { person: { groups: many(200) }, groups: 200 },
    'more groups than a token has': { person: { groups: many(201) }, groups: 0, problem: 'groups-elsewhere' },
    'a person without a mail address': {
      person: { claims: without('email') },
      refused: { error: 'no-email', claim: 'email' },
    },
    'a userinfo endpoint without permission': { faults: { userinfoStatus: 403 }, groups: 2 },
    'a clock that is 50 seconds ahead': { faults: { clockSeconds: 50 }, groups: 2 },
    'a clock that is ten minutes ahead': {
      faults: { clockSeconds: 600 },
      refused: { error: 'clock', claim: 'nbf', setting: 'the clock' },
    },
  },
  okta: {
    'a thin ID token': { groups: two },
    'a userinfo endpoint that refuses': {
      faults: { userinfoStatus: 403 },
      refused: { error: 'userinfo-failed', claim: 'email', setting: /ID token/ },
    },
    'a userinfo endpoint that is down, with emails that are trusted': {
      faults: { userinfoStatus: 503 },
      trustEmail: true,
      groups: [],
      problem: 'groups-not-asked',
    },
    'groups that a filter leaves out': { person: { claims: { groups: null } }, groups: [] },
    'an email that is not verified, though emails are trusted': {
      person: { emailVerified: false },
      trustEmail: true,
      refused: { error: 'unverified-email', claim: 'email_verified' },
    },
  },
  onelogin: {
    'no email_verified': { refused: unstated('OIDC_TRUST_EMAIL') },
    'no email_verified, with emails that are trusted': { trustEmail: true, groups: two },
    'groups as one text': {
      person: { claims: { groups: 'Data;On call' } },
      trustEmail: true,
      groups: ['Data', 'On call'],
    },
    'email_verified by a parameter of the application': {
      person: { claims: { email_verified: 'true' } },
      groups: two,
    },
    'groups as distinguished names in one text': {
      person: { claims: { groups: 'CN=Admins,DC=acme;CN=Data,DC=acme' } },
      trustEmail: true,
      groups: ['CN=Admins,DC=acme', 'CN=Data,DC=acme'],
    },
    'groups as a list with null': {
      person: { claims: { groups: ['Data', null] } },
      trustEmail: true,
      groups: ['Data'],
      problem: 'groups-unread',
    },
    'null for what the directory does not know': {
      person: { claims: { name: null, given_name: null, family_name: null, preferred_username: null } },
      trustEmail: true,
      groups: two,
      name: 'email',
    },
  },
  keycloak: {
    'a person whom an administrator created': {
      refused: { error: 'unverified-email', claim: 'email_verified' },
    },
    'groups with full paths': { person: { emailVerified: true }, groups: ['/Engineering', '/On call'] },
    'a mapper for one value': {
      person: { emailVerified: true, claims: { groups: '/Engineering' } },
      groups: ['/Engineering'],
    },
    'a name with characters that turn the text around': {
      person: { emailVerified: true, name: 'En\u202Egineer' },
      groups: ['/Engineering', '/On call'],
      name: 'Engineer',
    },
    'a clock that is ten minutes behind what an ID token lives': {
      person: { emailVerified: true },
      faults: { clockSeconds: -3600 - 600 },
      refused: { error: 'clock', claim: 'exp', setting: 'the clock' },
    },
  },
};

const shared = globalThis as { bzeroEnv?: Env };
let count = 0;

describe.each(Object.keys(vendors) as Name[])('sign-in with %s', (name) => {
  const id = name === 'google' || name === 'microsoft' ? name : 'oidc';
  const client = { clientId: 'local-console', clientSecret: 'local-console-secret' };
  let idp: Idp;
  beforeAll(async () => {
    const redirectUris = [`${loadEnv(process.env).publicUrl.origin}/api/auth/callback/${id}`];
    idp = await startIdp({ vendor: vendors[name], people: [], clients: [{ ...client, redirectUris }] });
  });
  afterAll(async () => {
    delete shared.bzeroEnv;
    await idp.close();
  });

  const person = (changes: Partial<Person>): Person => {
    const sub = `person-${count++}`;
    return { sub, email: `${sub}@acme.test`, name: 'Site Engineer', groups: two, ...changes };
  };

  async function signIn(person: Person, { faults = {}, trustEmail = false }: Case) {
    shared.bzeroEnv = {
      ...loadEnv(process.env),
      allowedTenants: ['acme.test', String(vendors.microsoft.describe(person).idToken.tid)],
      identityProviders: [{ id, name, issuer: idp.issuer, ...client, trustEmail }],
    };
    idp.setPeople([person]);
    idp.setFaults(faults);
    const location = await new SignInBrowser(id).signIn(person.sub);
    const user = await database().prisma.user.findFirst({
      where: { email: person.email },
      include: { memberships: { orderBy: { groupId: 'asc' } } },
    });
    return { location, user };
  }

  test.each(Object.entries(cases[name]))('%s', async (_, expected) => {
    const warn = vi.spyOn(log(), 'warn');
    const chosen = person(expected.person ?? {});
    const { location, user } = await signIn(chosen, expected);
    const lines = warn.mock.calls.map(([line]) => line as unknown as Record<string, unknown>);
    warn.mockRestore();
    if (expected.refused) {
      const { error, claim, setting } = expected.refused;
      expect(location).toBe(`/sign-in?error=${error}`);
      expect(user).toBeNull();
      expect(lines).toContainEqual(
        expect.objectContaining({
          provider: id,
          claim,
          setting:
            setting instanceof RegExp ? expect.stringMatching(setting) : (setting ?? expect.any(String)),
        }),
      );
      expect(describeSignInError(error)).not.toBe(describeSignInError('unknown'));
      return;
    }
    expect(location).toBe(`${env().publicUrl.origin}/`);
    const groups = user?.memberships.map(({ groupId }) => groupId) ?? [];
    if (typeof expected.groups === 'number') expect(groups).toHaveLength(expected.groups);
    else if (expected.groups) expect(groups).toEqual(expected.groups);
    expect(user?.groupProblem).toBe(expected.problem ?? null);
    if (expected.problem)
      expect(lines).toContainEqual(expect.objectContaining({ claim: 'groups', provider: id }));
    if (expected.name) expect(user?.name).toBe(expected.name === 'email' ? chosen.email : expected.name);
  });

  // Google sends no groups.
  if (name === 'google') return;

  test('groups that the provider took away are gone', async () => {
    const before = person({ emailVerified: true });
    const trusting = { trustEmail: true };
    expect((await signIn(before, trusting)).user?.memberships).toHaveLength(2);
    for (const claims of [without('groups'), { groups: null }, { groups: 7 }]) {
      expect((await signIn(before, trusting)).user?.memberships).toHaveLength(2);
      const { location, user } = await signIn({ ...before, claims }, trusting);
      expect(location).toBe(`${env().publicUrl.origin}/`);
      expect(user?.memberships).toEqual([]);
    }
  });
});

test('no sign-in begins at a provider that does not answer, without the scope of its groups; other steps go on', async () => {
  const [provider] = loadEnv(process.env).identityProviders;
  if (!provider) throw new Error('no provider');
  const identityProviders = [{ ...provider, issuer: 'http://127.0.0.1:1' }];
  shared.bzeroEnv = { ...loadEnv(process.env), identityProviders };
  const post = (path: string) => {
    const request = new NextRequest(`http://localhost/api/auth/${path}`, { method: 'POST' });
    return POST(request, { params: Promise.resolve({ nextauth: path.split('/') }) });
  };
  expect(await (await post('signin/oidc')).json()).toEqual({ url: '/sign-in?error=OAuthSignin' });
  const request = { cookies: {}, provider: 'oidc', state: null };
  expect((await authOptions('csrf', request)).providers).toHaveLength(1);
  delete shared.bzeroEnv;
});
