import { beforeAll, expect, test } from 'vitest';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { call, tokenOf } from '@/test/api-client';
import { eventsNamed } from '@/test/assertions';
import { makeOrganization, signIn, type TestOrganization, type TestPerson } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { endpoints } from './endpoints';

useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;
let key: { id: string; secret: string };

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
  key = await createApiKey(organization.admin.ctx, { name: 'terraform', role: 'Admin' });
});

test('an API key is a subject, and people are', async () => {
  const apiKey = key.secret;
  const own = { id: key.id, organizationId: organization.id, email: 'terraform', isAdmin: true };
  expect((await call('GET subjects/me', { apiKey })).json).toMatchObject({ ...own, type: 'ApiKey' });
  expect((await call('GET users/me', { apiKey })).json).toMatchObject({ ...own, fullName: 'terraform' });
  const { json: all } = await call('GET subjects', { apiKey });
  expect(all.map(({ email, type }: { email: string; type: string }) => `${type} ${email}`)).toEqual(
    expect.arrayContaining(['User admin@acme.test', 'User engineer@acme.test', 'ApiKey terraform']),
  );
  for (const [idOrEmail, id] of [
    [key.id, key.id],
    [engineer.id, engineer.id],
    ['engineer@acme.test', engineer.id],
  ] as const) {
    expect((await call('GET subjects/{idOrEmail}', { apiKey, params: { idOrEmail } })).json.id).toBe(id);
  }
  const token = await tokenOf(engineer);
  expect((await call('GET subjects/me', { token })).json).toMatchObject({ id: engineer.id, type: 'User' });
  expect((await call('GET subjects', { token })).status).toBe(403);
  expect((await call('GET subjects/{idOrEmail}', { token, params: { idOrEmail: key.id } })).status).toBe(403);
});

test('a wrong key reads where keys come from, not to run zli', async () => {
  const { status, json } = await call('GET subjects/me', { apiKey: 'wrong' });
  expect(status).toBe(401);
  expect(json.errorMsg).toBe(
    'This API key is wrong or revoked. An admin creates keys under Settings, API keys.',
  );
});

test('an API key changes a role, and the log names the key', async () => {
  const apiKey = key.secret;
  const params = { idOrEmail: engineer.id };
  for (const [endpoint, role] of [
    ['PATCH users/{idOrEmail}', 'Admin'],
    ['PATCH subjects/{idOrEmail}', 'User'],
  ] as const) {
    expect((await call(endpoint, { apiKey, params, body: { role } })).status).toBe(204);
    expect((await call('GET users/{idOrEmail}', { apiKey, params })).json.isAdmin).toBe(role === 'Admin');
    expect((await eventsNamed(organization.id, 'set-role')).at(-1)?.actorName).toBe('API key terraform');
  }
  const wrong = await call('PATCH users/{idOrEmail}', { apiKey, params, body: { role: 'admin' } });
  expect([wrong.status, ...Object.keys(wrong.json.errors)]).toEqual([400, 'role']);
  const gone = { apiKey, params: { idOrEmail: 'nobody' }, body: { role: 'User' } };
  expect((await call('PATCH users/{idOrEmail}', gone)).status).toBe(404);
});

test('a key creates a key, which works until it is deleted; its secret is shown once', async () => {
  const apiKey = key.secret;
  const { status, json } = await call('POST api-keys', {
    apiKey,
    body: { name: 'ci', isRegistrationKey: false },
  });
  expect(status).toBe(201);
  const { apiKeyDetails, secret } = json;
  expect(apiKeyDetails).toEqual({
    id: expect.any(String),
    name: 'ci',
    timeCreated: expect.any(String),
    isRegistrationKey: false,
  });
  const params = { id: apiKeyDetails.id };
  expect((await call('GET api-keys/{id}', { apiKey: secret, params })).json).toEqual(apiKeyDetails);
  expect((await call('GET api-keys', { apiKey })).json).toEqual(expect.arrayContaining([apiKeyDetails]));
  const rename = (name?: string) => call('PATCH api-keys/{id}', { apiKey, params, body: { name } });
  expect(await rename('deploy')).toMatchObject({ status: 200, json: { ...apiKeyDetails, name: 'deploy' } });
  expect((await rename()).json.name).toBe('deploy');
  expect(await rename('terraform')).toMatchObject({ status: 409, json: { errorType: 'name-taken' } });
  expect((await rename(' ')).status).toBe(400);
  expect((await eventsNamed(organization.id, 'rename-api-key')).map(({ data }) => data)).toEqual([
    { name: 'ci', to: 'deploy' },
  ]);
  expect((await rename('ci')).status).toBe(200);
  expect((await call('DELETE api-keys/{id}', { apiKey, params })).status).toBe(204);
  expect((await call('GET api-keys', { apiKey: secret })).status).toBe(401);
  expect((await call('GET api-keys/{id}', { apiKey, params })).status).toBe(404);
});

test('what people and keys did or attempted are subject events, with the address, by every filter', async () => {
  const apiKey = key.secret;
  const token = await tokenOf(engineer);
  await call('POST policies/proxy', { apiKey, body: { name: 'For events', targetUsers: [] } });
  const from = (query: string) => call('GET events/subject', { apiKey, query });
  const { json: written } = await from('?serviceActions=create-policy&subjectTypes=ApiKey');
  expect(written[0]).toEqual({
    id: expect.stringMatching(/^\d+$/),
    organizationId: organization.id,
    subjectId: key.id,
    subjectType: 'ApiKey',
    subjectName: 'terraform',
    isAdmin: true,
    serviceAction: 'create-policy',
    resource: expect.stringMatching(/^policy\//),
    evaluation: true,
    timestamp: expect.any(String),
    ipAddress: expect.any(String),
    context: expect.stringContaining('API key terraform created the policy For events'),
  });

  expect((await call('GET events/subject', { token })).status).toBe(403);
  const denied = async () => (await from(`?evaluation=false&subjectIds=${engineer.id}`)).json;
  await expect
    .poll(denied)
    .toMatchObject([{ subjectName: 'engineer@acme.test', evaluation: false, isAdmin: false }]);
  const [{ ipAddress, timestamp }] = await denied();
  const count = async (query: string) => (await from(query)).json.length;
  expect(await count(`?subjectNames=TERRAFORM&ipAddresses=${ipAddress}&isAdmin=true&eventCount=1`)).toBe(1);
  expect(await count('?subjectTypes=ServiceAccount')).toBe(0);
  expect(await count('?ipAddresses=192.0.2.1')).toBe(0);
  expect(await count(`?subjectNames=engineer@acme.test&isAdmin=true`)).toBe(0);
  expect(await count(`?endTimestamp=2020-01-01T00:00:00Z`)).toBe(0);
  expect(await count(`?evaluation=false&startTimestamp=${timestamp}`)).toBeGreaterThan(0);
  for (const [query, field] of [
    ['?subjectTypes=user', 'subjectTypes'],
    ['?serviceActions=make-coffee', 'serviceActions'],
    ['?evaluation=maybe', 'evaluation'],
    ['?eventCount=0', 'eventCount'],
    ['?action=create-policy', 'action'],
  ] as const) {
    const { status, json } = await from(query);
    expect([status, Object.keys(json.errors)[0]?.replace(/\[\d+\]$/, '')], query).toEqual([400, field]);
  }
});

test('the Slack record names who connected it; without Slack it is gone', async () => {
  const { status, json } = await call('GET organization/integrations/slack', { apiKey: key.secret });
  expect(status).toBe(200);
  expect(json).toMatchObject({ teamName: expect.any(String), adminEmail: 'admin@acme.test' });
  const other = await makeOrganization(false);
  const token = await tokenOf(other.admin);
  expect((await call('GET organization/integrations/slack', { token })).status).toBe(404);
});

test('groups that a policy names are known, by the identity provider’s ids', async () => {
  const apiKey = key.secret;
  const groups = [{ id: 'g-7', name: 'On call' }];
  const body = { name: 'For a group', groups, targetUsers: [] };
  expect((await call('POST policies/proxy', { apiKey, body })).status).toBe(201);
  const known = expect.arrayContaining([{ idPGroupId: 'g-7', name: 'On call' }]);
  expect((await call('GET organization/groups', { apiKey })).json).toEqual(known);
  expect((await call('POST organization/groups/fetch', { apiKey })).json).toEqual(known);
});

test('a GitHub action is kept once, listed, and gone after its deletion, with events', async () => {
  const apiKey = key.secret;
  const create = (body: object) => call('POST github-actions', { apiKey, body });
  const { status, json: action } = await create({ githubActionId: 'acme/deploy' });
  expect({ status, action }).toEqual({
    status: 201,
    action: {
      id: expect.any(String),
      organizationId: organization.id,
      timeCreated: expect.any(String),
      createdBy: 'API key terraform',
      githubActionId: 'acme/deploy',
    },
  });
  const params = { id: action.id };
  expect((await call('GET github-actions', { apiKey })).json).toEqual([action]);
  expect((await call('GET github-actions/{id}', { apiKey, params })).json).toEqual(action);
  expect(await create({ githubActionId: 'acme/deploy' })).toMatchObject({
    status: 409,
    json: { errorType: 'name-taken', faults: [{ path: 'githubActionId' }] },
  });
  for (const githubActionId of ['', ' a', 'a\nb', 5])
    expect(Object.keys((await create({ githubActionId })).json.errors)).toEqual(['githubActionId']);
  const token = await tokenOf(engineer);
  expect((await call('GET github-actions', { token })).status).toBe(403);
  expect((await call('DELETE github-actions/{id}', { apiKey, params })).status).toBe(204);
  expect((await call('GET github-actions/{id}', { apiKey, params })).status).toBe(404);
  expect((await call('DELETE github-actions/{id}', { apiKey, params })).status).toBe(404);
  for (const name of ['create-github-action', 'delete-github-action'] as const)
    expect((await eventsNamed(organization.id, name)).map(({ data }) => data)).toEqual([
      { name: 'acme/deploy' },
    ]);
});

test('the identity provider is named, and the groups of one person are those of their last sign-in', async () => {
  const apiKey = key.secret;
  const of = (path: string) => call(`GET organization/${path}`, { apiKey });
  expect((await of('identity-provider')).json).toEqual({
    identityProviderType: 'OpenIdConnect',
    identityProviderId: organization.issuer,
  });
  expect((await of('bzcert-validation-info')).json).toEqual({
    orgIdpProvider: 'OpenIdConnect',
    orgIdpIssuerId: organization.issuer,
  });
  const member = await signIn(organization, 'member@acme.test', ['Support', 'Data']);
  const fetch = (id: string, as: object = { apiKey }) =>
    call('POST organization/groups-memberships/fetch/{id}', { ...as, params: { id } });
  expect((await fetch(member.id)).json).toEqual([
    { idPGroupId: 'Data', name: 'Data' },
    { idPGroupId: 'Support', name: 'Support' },
  ]);
  expect((await fetch(organization.id)).status).toBe(404);
  expect((await fetch(member.id, { token: await tokenOf(engineer) })).status).toBe(403);
});

test('what this server does not have is an empty answer, to those who signed in', async () => {
  const lists = endpoints.filter(
    ({ method, path }) =>
      method === 'GET' && /^(agents|events\/(command|kube|agent)|session-recordings$)/.test(path),
  );
  expect(lists).toHaveLength(5);
  for (const { path } of lists) {
    expect(await call(`GET ${path}`, { apiKey: key.secret })).toMatchObject({ status: 200, json: [] });
    expect((await call(`GET ${path}`)).status).toBe(401);
  }
  const apiKey = key.secret;
  expect((await call('GET okta-public-keys', { apiKey })).json).toEqual({ keys: [] });
  expect((await call('GET mfa/me', { apiKey })).json).toMatchObject({ enabled: false });
  const params = { id: organization.id };
  for (const method of ['GET', 'DELETE']) {
    expect((await call(`${method} session-recordings/{id}`, { apiKey, params })).status).toBe(404);
    expect((await call(`${method} session-recordings/{id}`, { params })).status).toBe(401);
  }
  for (const endpoint of ['POST mfa/setup', 'POST targets/bzero/restart'] as const)
    expect(await call(endpoint, { apiKey })).toMatchObject({
      status: 501,
      json: { errorType: 'not-offered' },
    });
  expect((await call('GET agents', { apiKey, query: '?agentType=Linux' })).status).toBe(400);
});
