import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { getDenialForm } from '@/lib/access/get-denial-form';
import { getRequest } from '@/lib/access/get-request';
import { listRequests } from '@/lib/access/list-requests';
import { reviewRequest } from '@/lib/access/review-request';
import { submitRequest } from '@/lib/access/submit-request';
import { noteCall, writeCalls } from '@/lib/audit/note-call';
import { searchAudit } from '@/lib/audit/search-audit';
import { addressHeader } from '@/lib/client-address';
import { isEmail } from '@/lib/core/email';
import { database } from '@/lib/db/client';
import { findActiveAdmins } from '@/lib/db/people/people';
import { getOrganization } from '@/lib/directory/get-organization';
import { listPeople } from '@/lib/directory/list-people';
import { searchPeople } from '@/lib/directory/search-people';
import { setRole } from '@/lib/directory/set-role';
import { createPolicy } from '@/lib/policies/create-policy';
import { makeKeyPair } from '@/lib/ssh/key-pair';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { expireApiKeys } from '@/lib/tokens/expire-api-keys';
import { renameApiKey } from '@/lib/tokens/rename-api-key';
import { revokeApiKey } from '@/lib/tokens/revoke-api-key';
import { call, tokenOf } from '@/test/api-client';
import { notificationsOf, refusal } from '@/test/assertions';
import {
  asRoot,
  childDraft,
  makeOrganization,
  makeTarget,
  signIn,
  type TestOrganization,
  type TestPerson,
  uniqueName,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';

useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;
let admin: { id: string; secret: string };

beforeAll(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
  admin = await createApiKey(organization.admin.ctx, { name: 'terraform', role: 'Admin' });
});

function makeKey(name = uniqueName('deploy')) {
  return createApiKey(organization.admin.ctx, { name, role: 'User' });
}

/** A server, an access policy for root, and a just-in-time policy that a program writes for these subjects. */
async function requestable(subjects: readonly { id: string; type: string }[], more: object = {}) {
  const target = await makeTarget(organization.id);
  await database().prisma.target.update({ where: { id: target.id }, data: { host: 'host.acme.test' } });
  const child = await createPolicy(organization.admin.ctx, childDraft({ targetIds: [target.id] }));
  const body = { name: uniqueName('For programs'), subjects, childPolicies: [child.id], ...more };
  const { status, json } = await call('POST policies/just-in-time', { apiKey: admin.secret, body });
  return { target, child, status, jit: json };
}

const spec = (target: { id: string }) => ({ targetId: target.id, targetUser: 'root', verbType: 'Shell' });

test('a policy names an API key by its type, and is found by it; another type is refused by name', async () => {
  const key = await makeKey();
  const apiKey = admin.secret;
  const subjects = [
    { id: key.id, type: 'ApiKey' },
    { id: engineer.id, type: 'User' },
  ];
  const { status, jit } = await requestable(subjects);
  expect(status).toBe(201);
  expect(jit.subjects).toEqual(expect.arrayContaining(subjects));
  const found = await call('GET policies/just-in-time', { apiKey, query: `?subjects=${key.id}` });
  expect(found.json.map(({ id }: { id: string }) => id)).toEqual([jit.id]);

  const unknown = await call('GET policies/just-in-time', {
    apiKey,
    query: '?subjects=00000000-0000-4000-8000-000000000000',
  });
  expect([unknown.status, ...Object.keys(unknown.json.errors)]).toEqual([400, 'subjects[0]']);

  const patch = (wrong: unknown) =>
    call('PATCH policies/just-in-time/{id}', { apiKey, params: { id: jit.id }, body: { subjects: wrong } });
  const wrong = await patch([subjects[1], { id: key.id, type: 'User' }]);
  expect([wrong.status, wrong.json.errors]).toEqual([
    400,
    { 'subjects[1].type': ['This is an API key: use the type ApiKey.'] },
  ]);
  expect((await patch([{ id: key.id, type: 'apikey' }])).json.errors).toHaveProperty(['subjects[0].type']);
  expect((await patch([{ id: key.id, type: 'ApiKey' }])).json.subjects).toEqual([subjects[0]]);
  const { programs, people } = await searchPeople(organization.admin.ctx, { query: key.name });
  expect([programs.map(({ email }) => email), people]).toEqual([[`API key ${key.name}`], []]);
});

test('a key requests what a just-in-time policy names it for, and uses it; only people decide', async () => {
  const key = await makeKey();
  const apiKey = key.secret;
  const { target } = await requestable([{ id: key.id, type: 'ApiKey' }]);
  const offered = await call('GET access/requestable', { apiKey });
  expect(offered.json.map(({ id }: { id: string }) => id)).toEqual([target.id]);
  expect((await call('POST access/check', { apiKey, body: spec(target) })).json.allowed).toBe(false);
  const body = { ...spec(target), reason: 'Deploy the release' };
  const { status, json: request } = await call('POST access/requests', { apiKey, body });
  expect([status, request.requester]).toEqual([201, { id: key.id, email: `API key ${key.name}` }]);
  const params = { id: request.id };
  expect((await call('GET access/requests', { apiKey })).json).toHaveLength(1);

  for (const decision of ['approve', 'deny'] as const) {
    for (const secret of [apiKey, admin.secret]) {
      const refused = await call(`PATCH access/requests/{id}/${decision}`, { apiKey: secret, params });
      expect([refused.status, refused.json.errorMsg]).toEqual([
        403,
        "An API key can't do this. Sign in as a person with: zli login",
      ]);
    }
  }
  expect((await notificationsOf(request.id)).some((line) => line.endsWith(key.id))).toBe(false);
  // R6: the admin who created the key holds its secret.
  const { admin: creator } = organization;
  const approval = { requestId: request.id, decision: 'approve' } as const;
  await refusal(reviewRequest(creator.ctx, approval), 'own-request');
  await refusal(getDenialForm(creator.ctx, { requestId: request.id }), 'own-request');
  const second = await signIn(organization, 'second@acme.test');
  await setRole(creator.ctx, { userId: second.id, role: 'Admin' });
  const decidableBy = async ({ ctx }: TestPerson) =>
    (await listRequests(ctx, { whose: 'all', status: 'waiting' })).decidable.has(request.id);
  expect([await decidableBy(creator), await decidableBy(second)]).toEqual([false, true]);
  expect((await getRequest(creator.ctx, { requestId: request.id })).mayReview).toBe(false);
  const card = (line: string) => line.startsWith('request-card');
  expect((await notificationsOf(request.id)).filter(card)).toEqual([]);
  await reviewRequest(second.ctx, approval);
  await setRole(creator.ctx, { userId: second.id, role: 'User' });
  expect((await notificationsOf(request.id)).some((line) => line.endsWith(key.id))).toBe(false);

  const opened = await call('POST connections/universal', { apiKey, body: spec(target) });
  expect(opened.status).toBe(201);
  const id = opened.json.connectionId;
  const issued = await call('POST connections/{id}/credential', {
    apiKey,
    params: { id },
    body: { publicKey: makeKeyPair().publicLine },
  });
  expect([issued.status, issued.json.principals]).toEqual([201, expect.any(Array)]);
  const keyId = Buffer.from(issued.json.certificate.split(' ')[1], 'base64').toString('latin1');
  expect(keyId).toContain(`request=${request.id} person=API key ${key.name}`);
  expect((await call('GET connections/shell/{id}', { apiKey, params: { id } })).json.subjectId).toBe(key.id);
  const { json: events } = await call('GET events/connection', {
    apiKey: admin.secret,
    query: `?subjectTypes=ApiKey&userNames=${encodeURIComponent(key.name)}`,
  });
  expect(events[0]).toMatchObject({ subjectId: key.id, subjectType: 'ApiKey', subjectName: key.name });

  const others = await call('PATCH access/requests/{id}/end', { apiKey: admin.secret, params });
  expect(others.status).toBe(403);
  expect((await call('PATCH access/requests/{id}/end', { apiKey, params })).status).toBe(200);
  expect((await call('POST access/check', { apiKey, body: spec(target) })).json.allowed).toBe(false);
});

test('R6: what a key creates has the person who created the key as its creator', async () => {
  const { json } = await call('POST api-keys', {
    apiKey: admin.secret,
    body: { name: uniqueName('made by a key'), isRegistrationKey: false },
  });
  const made = await database().prisma.user.findUniqueOrThrow({ where: { id: json.apiKeyDetails.id } });
  expect(made.creatorId).toBe(organization.admin.id);
});

test('a key neither sees nor ends the access of others; one with the role Admin reads it', async () => {
  const { target } = await requestable([{ id: engineer.id, type: 'User' }]);
  const request = await submitRequest(engineer.ctx, asRoot(target));
  const params = { id: request.id };
  const key = await makeKey();
  expect((await call('GET access/requests/{id}', { apiKey: key.secret, params })).status).toBe(404);
  expect((await call('GET access/requests', { apiKey: key.secret, query: '?whose=all' })).status).toBe(403);
  expect((await call('PATCH access/requests/{id}/cancel', { apiKey: key.secret, params })).status).toBe(404);
  expect((await call('GET access/requests/{id}', { apiKey: admin.secret, params })).json.id).toBe(request.id);
  const all = await call('GET access/requests', { apiKey: admin.secret, query: '?whose=all' });
  expect(all.json.map(({ id }: { id: string }) => id)).toContain(request.id);
});

test('an admin closes the sessions of a subject, and their access stays', async () => {
  const key = await makeKey();
  const { target, child } = await requestable([]);
  const params = { id: child.id };
  const subjects = [{ id: key.id, type: 'ApiKey' }];
  await call('PATCH policies/target-connect/{id}', { apiKey: admin.secret, params, body: { subjects } });
  const open = async () =>
    (await call('POST connections/universal', { apiKey: key.secret, body: spec(target) })).json.connectionId;
  const stateOf = async (id: string) =>
    (await call('GET connections/shell/{id}', { apiKey: key.secret, params: { id } })).json.state;
  const id = await open();
  const close = (path: string, apiKey: string, subjectId = key.id) =>
    call(`PATCH ${path}/{id}/close-connections`, { apiKey, params: { id: subjectId } });
  expect((await close('subjects', key.secret)).status).toBe(403);
  expect((await close('users', admin.secret)).status).toBe(404);
  expect((await close('subjects', admin.secret, 'nobody')).status).toBe(404);
  expect(await stateOf(id)).toBe('Open');
  expect((await close('subjects', admin.secret)).status).toBe(204);
  expect(await stateOf(id)).toBe('Closed');
  expect((await close('users', admin.secret, engineer.id)).status).toBe(204);
  expect(await stateOf(await open())).toBe('Open');
});

test('a key that is revoked loses its access at once, and stays in the log', async () => {
  const key = await makeKey();
  const { target, jit } = await requestable([{ id: key.id, type: 'ApiKey' }], {
    automaticallyApproved: true,
  });
  const body = { ...spec(target), reason: 'Deploy the release' };
  const { json: request } = await call('POST access/requests', { apiKey: key.secret, body });
  expect(request.state).toBe('Active');
  expect((await call('DELETE api-keys/{id}', { apiKey: admin.secret, params: { id: key.id } })).status).toBe(
    204,
  );
  const { json: ended } = await call('GET access/requests/{id}', {
    apiKey: admin.secret,
    params: { id: request.id },
  });
  expect([ended.state, ended.endReasonCode]).toEqual(['Invalidated', 'PersonDisabled']);
  const gone = await call('GET subjects/{idOrEmail}', {
    apiKey: admin.secret,
    params: { idOrEmail: key.id },
  });
  expect(gone.status).toBe(404);
  const { json: policy } = await call('GET policies/just-in-time/{id}', {
    apiKey: admin.secret,
    params: { id: jit.id },
  });
  expect(policy.subjects).toEqual([{ id: key.id, type: 'ApiKey' }]);
});

test('R11: a key that expires or is revoked loses its access, and its requests are cancelled', async () => {
  const ask = async (ends: (keyId: string) => Promise<unknown>) => {
    const key = await makeKey();
    const submit = async (more: object) => {
      const { target } = await requestable([{ id: key.id, type: 'ApiKey' }], more);
      const body = { ...spec(target), reason: 'Deploy the release' };
      return (await call('POST access/requests', { apiKey: key.secret, body })).json.id as string;
    };
    const ids = [await submit({ automaticallyApproved: true }), await submit({})];
    await ends(key.id);
    const params = (id: string) => ({ apiKey: admin.secret, params: { id } });
    const found = [];
    for (const id of ids) found.push((await call('GET access/requests/{id}', params(id))).json);
    return { key, states: found.map(({ state, endReasonCode }) => [state, endReasonCode]) };
  };
  const ended = [
    ['Invalidated', 'PersonDisabled'],
    ['Cancelled', null],
  ];
  const revoked = await ask((id) => revokeApiKey(organization.admin.ctx, { keyId: id }));
  expect(revoked.states).toEqual(ended);

  const { key, states } = await ask(async (id) => {
    await database().pool.query(`UPDATE "api_token" SET "expires_at" = now() WHERE "id" = $1`, [id]);
    const both = await Promise.all([expireApiKeys(), expireApiKeys()]);
    expect(both.sort()).toEqual([0, 1]);
  });
  expect(states).toEqual(ended);
  await renameApiKey(organization.admin.ctx, { keyId: key.id, name: uniqueName('renamed') });
  expect(await expireApiKeys()).toBe(0);
  const { events } = await searchAudit(organization.admin.ctx, { action: 'expire-api-key' });
  expect(events.map(({ sentence }) => sentence)).toEqual([`The API key ${key.name} expired`]);
});

test('keys are no people: not in lists, among admins, or by an address', async () => {
  const { ctx } = organization.admin;
  const { people } = await listPeople(ctx, {});
  expect(people.map(({ email }) => email)).toEqual([
    'admin@acme.test',
    'engineer@acme.test',
    'second@acme.test',
  ]);
  expect((await call('GET users', { apiKey: admin.secret })).json).toHaveLength(3);
  expect((await findActiveAdmins(organization.id)).map(({ id }) => id)).toEqual([organization.admin.id]);
  await refusal(setRole(ctx, { userId: organization.admin.id, role: 'User' }), 'forbidden');
  await refusal(setRole(ctx, { userId: admin.id, role: 'User' }), 'not-found');
  expect((await getOrganization(ctx)).id).toBe(organization.id);
  const address = `${admin.id}@api-key.invalid`;
  const asPerson = { idOrEmail: address };
  expect((await call('GET users/{idOrEmail}', { apiKey: admin.secret, params: asPerson })).status).toBe(404);
  expect([isEmail(address), isEmail('a@invalid'), isEmail('a@invalid.test')]).toEqual([false, false, true]);
});

test('the database keeps what only people do from keys, and their address from people', async () => {
  const { prisma } = database();
  const userId = admin.id;
  const refused = (work: Promise<unknown>) =>
    expect(work).rejects.toThrow(/person only|user_api_key_address|keeps its kind/);
  await refused(prisma.account.create({ data: { userId, provider: 'oidc', providerAccountId: 'x' } }));
  await refused(prisma.session.create({ data: { userId, sessionToken: 'x', expires: new Date() } }));
  await refused(prisma.slackLink.create({ data: { userId, teamId: 'T', slackUserId: 'U' } }));
  await refused(prisma.accessRequest.updateMany({ data: { decidedById: userId } }));
  await refused(prisma.user.update({ where: { id: userId }, data: { kind: 'User' } }));
  const email = `${engineer.id}@api-key.invalid`;
  await refused(prisma.user.update({ where: { id: engineer.id }, data: { email } }));
});

test('a key’s subject has its name and role', async () => {
  const key = await makeKey();
  const apiKey = admin.secret;
  const params = { idOrEmail: key.id };
  await call('PATCH api-keys/{id}', { apiKey, params: { id: key.id }, body: { name: `${key.name} 2` } });
  const role = { role: 'Admin' };
  expect((await call('PATCH subjects/{idOrEmail}', { apiKey, params, body: role })).status).toBe(204);
  expect((await call('GET subjects/{idOrEmail}', { apiKey, params })).json).toMatchObject({
    email: `${key.name} 2`,
    isAdmin: true,
    type: 'ApiKey',
  });
  expect((await call('GET users', { apiKey: key.secret })).status).toBe(200);
  expect((await call('PATCH users/{idOrEmail}', { apiKey, params, body: role })).status).toBe(404);
});

test('the calls beside one that can’t be recorded are in the log', async () => {
  const key = await makeKey();
  const unknown = {
    organizationId: randomUUID(),
    actor: { kind: 'api-key', keyId: randomUUID() },
    via: 'api',
  } as const;
  await noteCall(unknown, { method: 'GET', path: '/api/v2/users', status: 200 });
  await call('GET organization', { apiKey: key.secret });
  await writeCalls();
  const query = `?serviceActions=call-api&subjectIds=${key.id}`;
  expect((await call('GET events/subject', { apiKey: admin.secret, query })).json).toHaveLength(1);
});

test('R24: every call of a key is an event with its address, apart from those that people read', async () => {
  const key = await makeKey();
  const headers = { [addressHeader]: '203.0.113.7' };
  await call('GET organization', { apiKey: key.secret, headers });
  await call('GET policies/proxy', { apiKey: key.secret, query: '?groups=secret' });
  await call('GET no/such/address', { apiKey: key.secret });
  await call('POST organization', { apiKey: key.secret });
  await call('GET organization', { token: await tokenOf(engineer) });
  await writeCalls();
  const listed = async (query: string) =>
    (
      await call('GET events/subject', {
        apiKey: admin.secret,
        query: `?serviceActions=call-api&subjectIds=${key.id}${query}`,
      })
    ).json;
  const [wrongMethod, notOffered, refused, allowed, ...more] = await listed('');
  expect(more).toEqual([]);
  expect(allowed).toMatchObject({
    subjectId: key.id,
    subjectName: key.name,
    subjectType: 'ApiKey',
    resource: 'GET /api/v2/organization',
    evaluation: true,
    ipAddress: '203.0.113.7',
    context: `API key ${key.name} called GET /api/v2/organization: 200`,
  });
  expect(refused).toMatchObject({ resource: 'GET /api/v2/policies/proxy', evaluation: false });
  expect(notOffered.context).toContain('called GET /api/v2/no/such/address: 501');
  expect(wrongMethod.context).toContain('called POST /api/v2/organization: 405');
  expect(await listed('&evaluation=false')).toEqual([refused]);
  const actionsOf = async (filter: object) =>
    new Set((await searchAudit(organization.admin.ctx, filter)).events.map(({ action }) => action));
  expect(await actionsOf({})).not.toContain('call-api');
  expect(await actionsOf({ action: 'call-api' })).toEqual(new Set(['call-api']));
});

test('a deleted person is in no policy, has no access and cannot sign in; the last admin stays', async () => {
  const leaver = await signIn(organization, 'leaver@acme.test');
  const subjects = [
    { id: leaver.id, type: 'User' },
    { id: engineer.id, type: 'User' },
  ];
  const { target, jit } = await requestable(subjects, { automaticallyApproved: true });
  const { id: requestId } = await submitRequest(leaver.ctx, asRoot(target));
  const token = await tokenOf(leaver);
  const apiKey = admin.secret;
  const remove = (id: string) => call('DELETE users/{idOrEmail}', { apiKey, params: { idOrEmail: id } });
  expect((await remove(organization.admin.id)).status).toBe(403);
  expect([(await remove(leaver.id)).status, (await remove(leaver.id)).status]).toEqual([204, 404]);
  const params = { id: jit.id };
  expect((await call('GET policies/just-in-time/{id}', { apiKey, params })).json.subjects).toEqual([
    subjects[1],
  ]);
  const request = await call('GET access/requests/{id}', { apiKey, params: { id: requestId } });
  expect(request.json.state).toBe('Invalidated');
  expect((await call('GET users/me', { token })).status).toBe(401);
  await expect(signIn(organization, leaver.email)).rejects.toThrow('disabled');
});
