import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeEmail } from '@/lib/directory/change-email';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { type AccountProvider, claimsOf, startAccountProvider } from '@/test/account-provider';
import { call } from '@/test/api-client';
import { eventsNamed, refusal } from '@/test/assertions';
import {
  makeOrganization,
  makeRequestable,
  signIn as signInPerson,
  type TestOrganization,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';

useDatabase();
let organization: TestOrganization;
let admin: { id: string; secret: string };
let provider: AccountProvider;

beforeAll(async () => {
  organization = await makeOrganization();
  admin = await createApiKey(organization.admin.ctx, { name: 'terraform', role: 'Admin' });
  provider = await startAccountProvider();
});

afterAll(() => provider.stop());

async function makeAccount(more: object = {}) {
  const email = `${uniqueName('deploy').replace(' ', '-')}@acme.test`;
  const body = {
    email,
    externalId: `id of ${email}`,
    jwksUrl: provider.jwksUrl,
    jwksUrlPattern: 'https://*',
    ...more,
  };
  return { body, ...(await call('POST service-accounts', { apiKey: admin.secret, body })) };
}

function signIn(id: string, token: string) {
  return call('POST service-accounts/{id}/token', { params: { id }, body: { token } });
}

test('a service account is created, listed and changed, and its email is taken then', async () => {
  const apiKey = admin.secret;
  const { body, status, json } = await makeAccount();
  const account = json.serviceAccountSummary;
  expect([status, json.mfaSecret]).toEqual([201, null]);
  expect(account).toEqual({
    ...body,
    id: expect.any(String),
    organizationId: organization.id,
    isAdmin: false,
    timeCreated: expect.any(String),
    lastLogin: null,
    createdBy: admin.id,
    enabled: true,
  });
  const params = { id: account.id };
  expect((await call('GET service-accounts', { apiKey })).json).toContainEqual(account);
  expect((await call('GET service-accounts/{id}', { apiKey, params })).json).toEqual(account);
  const patch = (change: object) => call('PATCH service-accounts/{id}', { apiKey, params, body: change });
  expect((await patch({ isAdmin: true })).json).toEqual({ ...account, isAdmin: true });
  expect((await patch({ enabled: false, isAdmin: null })).json).toMatchObject({
    isAdmin: true,
    enabled: false,
  });
  expect((await patch({})).json).toMatchObject({ isAdmin: true, enabled: false });
  expect((await patch({ isAdmin: false, enabled: true })).json).toEqual(account);
  expect((await eventsNamed(organization.id, 'set-role')).map(({ actorName }) => actorName)).toEqual([
    'API key terraform',
    'API key terraform',
  ]);
  const asSubject = { ...params, idOrEmail: body.email };
  expect((await call('GET subjects/{idOrEmail}', { apiKey, params: asSubject })).json).toMatchObject({
    id: account.id,
    type: 'ServiceAccount',
  });

  expect((await makeAccount({ email: body.email })).status).toBe(409);
  expect((await makeAccount({ email: 'admin@acme.test' })).status).toBe(409);
  for (const [field, wrong] of [
    ['email', 'a@api-key.invalid'],
    ['jwksUrl', 'http://keys.acme.test/'],
    ['jwksUrl', 'https://user@keys.acme.test/'],
    ['externalId', ''],
  ] as const) {
    const refused = await makeAccount({ [field]: wrong });
    expect([refused.status, ...Object.keys(refused.json.errors)]).toEqual([400, field]);
  }
});

test('R16: a service account keeps nobody with its email from signing in, and is not taken for them', async () => {
  const { body, json } = await makeAccount();
  const { id } = json.serviceAccountSummary;
  const person = await signInPerson(organization, body.email);
  expect(person.id).not.toBe(id);
  const get = (path: string) =>
    call(`GET ${path}/{idOrEmail}`, { apiKey: admin.secret, params: { idOrEmail: body.email } });
  expect((await get('users')).json.id).toBe(person.id);
  expect((await get('subjects')).json.id).toBe(person.id);
  const { json: session } = await signIn(id, await provider.sign(claimsOf(body)));
  const own = { token: session.token, params: { idOrEmail: body.email } };
  expect((await call('GET subjects/{idOrEmail}', own)).json.id).toBe(id);
  await refusal(changeEmail(organization.admin.ctx, { userId: id, email: 'new@acme.test' }), 'not-found');
});

test('a service account signs in with a token of its provider, and is a subject then', async () => {
  const { body, json } = await makeAccount();
  const { id } = json.serviceAccountSummary;
  const { status, json: signedIn } = await signIn(id, await provider.sign(claimsOf(body)));
  expect([status, Object.keys(signedIn)]).toEqual([200, ['token', 'expires']]);
  const { token } = signedIn;
  const me = (await call('GET service-accounts/me', { token })).json;
  expect([me.id, typeof me.lastLogin]).toEqual([id, 'string']);
  expect((await call('GET subjects/me', { token })).json.type).toBe('ServiceAccount');
  expect((await call('GET service-accounts/me', { apiKey: admin.secret })).status).toBe(403);
  expect((await call('GET policies/proxy', { token })).status).toBe(403);

  const { target } = await makeRequestable(organization, [], { subjectIds: [id] });
  const spec = { targetId: target.id, targetUser: 'root', verbType: 'Shell', reason: 'Deploy the release' };
  const requested = await call('POST access/requests', { token, body: spec });
  expect([requested.status, requested.json.requester.email]).toEqual([201, body.email]);

  const params = { id };
  const apiKey = admin.secret;
  await call('PATCH service-accounts/{id}', { apiKey, params, body: { isAdmin: true } });
  expect((await call('GET policies/proxy', { token })).status).toBe(200);
  for (const [endpoint, more] of [
    ['POST service-accounts', { body }],
    ['PATCH service-accounts/{id}', { params, body: { enabled: true } }],
    ['PATCH service-accounts/invalidate-cache/{id}', { params }],
  ] as const)
    expect((await call(endpoint, { token, ...more })).status, endpoint).toBe(403);
  await call('PATCH service-accounts/{id}', { apiKey, params, body: { enabled: false } });
  expect((await call('GET service-accounts/me', { token })).status).toBe(401);
  expect((await signIn(id, await provider.sign(claimsOf(body)))).status).toBe(401);
});

test('a token of another account, server, key or time signs nobody in, and each attempt is noted', async () => {
  const { body, json } = await makeAccount();
  const { id } = json.serviceAccountSummary;
  const { privateKey: foreign } = await generateKeyPair('ES256');
  const { iat = 0 } = claimsOf(body);
  const wrong: [string, Promise<string> | string][] = [
    ['is not its external ID', provider.sign(claimsOf(body, { sub: 'somebody else' }))],
    ['is another one', provider.sign(claimsOf(body, { email: 'admin@acme.test' }))],
    ['longer than an hour', provider.sign(claimsOf(body, { exp: iat + 7200 }))],
    ['not valid', provider.sign(claimsOf(body, { aud: 'https://elsewhere.test' }))],
    ['not valid', provider.sign(claimsOf(body, { iat: iat - 900, exp: iat - 600 }))],
    ['not valid', provider.sign(claimsOf(body), { key: foreign })],
    ['not valid', provider.sign(claimsOf(body), { kid: 'unknown' })],
    ['not valid', 'no token'],
  ];
  for (const [why, token] of wrong) {
    const { status, json: refused } = await signIn(id, await token);
    expect([status, refused.errorMsg]).toEqual([401, expect.stringContaining(why)]);
  }
  expect((await signIn(admin.id, await provider.sign(claimsOf(body)))).status).toBe(401);
  await expect
    .poll(async () =>
      (await eventsNamed(organization.id, 'refuse-attempt')).map(({ actorName }) => actorName),
    )
    .toContain(body.email);
});

test('keys are loaded once, and again after invalidate-cache; never from this machine’s own services', async () => {
  const { body, json } = await makeAccount();
  const { id } = json.serviceAccountSummary;
  const before = provider.loads();
  const signInAgain = async () => (await signIn(id, await provider.sign(claimsOf(body)))).status;
  expect([await signInAgain(), await signInAgain(), provider.loads() - before]).toEqual([200, 200, 1]);
  const renewed = await call('PATCH service-accounts/invalidate-cache/{id}', {
    apiKey: admin.secret,
    params: { id },
  });
  expect([renewed.status, await signInAgain(), provider.loads() - before]).toEqual([204, 200, 2]);

  const inside = await makeAccount({ jwksUrl: 'https://169.254.169.254/keys' });
  const { id: insideId } = inside.json.serviceAccountSummary;
  const refused = await signIn(insideId, await provider.sign(claimsOf(inside.body)));
  const cantLoad = expect.stringMatching(/can’t sign in: the keys of its provider can’t be loaded\.$/);
  expect([refused.status, refused.json.errorMsg]).toEqual([401, cantLoad]);
  await expect
    .poll(async () => (await eventsNamed(organization.id, 'refuse-attempt')).map(({ data }) => data))
    .toContainEqual(expect.objectContaining({ why: expect.stringContaining('local network service') }));
});

test.each([204, 304, 503])(
  'keys that come with the status %i sign nobody in, until the provider answers again',
  async (status) => {
    const { body, json } = await makeAccount();
    const { id } = json.serviceAccountSummary;
    const attempt = async () => (await signIn(id, await provider.sign(claimsOf(body)))).status;
    provider.answerWith(status);
    expect(await attempt()).toBe(401);
    provider.answerWith(200);
    await call('PATCH service-accounts/invalidate-cache/{id}', { apiKey: admin.secret, params: { id } });
    expect(await attempt()).toBe(200);
  },
);

test('a service account with the role Admin makes no key and promotes no other account', async () => {
  const { body, json } = await makeAccount();
  const { id } = json.serviceAccountSummary;
  const apiKey = admin.secret;
  await call('PATCH service-accounts/{id}', { apiKey, params: { id }, body: { isAdmin: true } });
  const { token } = (await signIn(id, await provider.sign(claimsOf(body)))).json;
  const other = (await makeAccount()).json.serviceAccountSummary;
  expect((await call('POST api-keys', { token, body: { name: 'more' } })).status).toBe(403);
  const promote = { params: { idOrEmail: other.id }, body: { role: 'Admin' } };
  expect((await call('PATCH subjects/{idOrEmail}', { token, ...promote })).status).toBe(403);
  expect((await call('PATCH subjects/{idOrEmail}', { apiKey, ...promote })).status).toBe(204);
});
