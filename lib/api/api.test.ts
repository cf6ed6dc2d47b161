import { describe, expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { systemContext } from '@/lib/context';
import { database } from '@/lib/db/client';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { listApiKeys } from '@/lib/tokens/list-api-keys';
import { revokeApiKey } from '@/lib/tokens/revoke-api-key';
import { call, tokenOf } from '@/test/api-client';
import { refusal } from '@/test/assertions';
import { asRoot, makeOrganization, makeRequestable, signIn } from '@/test/factories';
import { useDatabase } from '@/test/use-database';

const { pass } = useDatabase();

async function world(automatic = true) {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const made = await makeRequestable(organization, [engineer], { automaticallyApproved: automatic });
  const { target } = made;
  await database().prisma.target.update({ where: { id: target.id }, data: { host: '127.0.0.1', port: 22 } });
  const operator = systemContext(organization.id, 'the operator', 'operator');
  const { secret, id: keyId } = await createApiKey(operator, { name: 'automation', role: 'Admin' });
  return { organization, engineer, ...made, apiKey: secret, keyId, token: await tokenOf(engineer) };
}

describe('who calls', () => {
  test('no answer is kept by a browser or a proxy, and each says what it is', async () => {
    const { token } = await world();
    for (const answer of [await call('GET users/me', { token }), await call('GET users/me')]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    }
  });

  test('a call without a token, with a wrong token or a wrong key fails with instructions', async () => {
    expect(await call('GET users/me')).toMatchObject({ status: 401, json: { errorType: 'not-signed-in' } });
    expect(await call('GET users/me', { token: 'nonsense' })).toMatchObject({
      status: 401,
      json: { errorMsg: 'Your login has expired. Run: zli login' },
    });
    expect((await call('GET users', { apiKey: 'nonsense' })).status).toBe(401);
  });

  test('a token stops working when it expires or its owner is disabled; an API key when it expires or is revoked', async () => {
    const { organization, engineer, token, apiKey, keyId } = await world();
    expect(await call('GET users/me', { token })).toMatchObject({
      status: 200,
      json: { email: 'engineer@acme.test', isAdmin: false },
    });
    await setUserEnabled(organization.admin.ctx, { userId: engineer.id, enabled: false });
    expect((await call('GET users/me', { token })).status).toBe(401);
    expect((await call('GET users', { apiKey })).status).toBe(200);
    await revokeApiKey(organization.admin.ctx, { keyId });
    expect((await call('GET users', { apiKey })).status).toBe(401);
    const admin = await tokenOf(organization.admin);
    const short = await createApiKey(organization.admin.ctx, { name: 'short', role: 'Admin', days: 1 });
    expect((await call('GET users', { apiKey: short.secret })).status).toBe(200);
    expect(await listApiKeys(organization.admin.ctx)).toMatchObject([
      { name: 'short', hint: short.secret.slice(0, 4), expired: false },
    ]);
    await pass(1440);
    expect((await call('GET users', { apiKey: short.secret })).status).toBe(401);
    expect(await listApiKeys(organization.admin.ctx)).toMatchObject([{ name: 'short', expired: true }]);
    const byKey = { ...organization.admin.ctx, actor: { kind: 'api-key' as const, keyId: short.id } };
    await refusal(listApiKeys(byKey), 'not-signed-in');
    expect((await call('GET users/me', { token: admin })).status).toBe(401);
  });

  test('an API key with the role User cannot read policies, and no key uses what it has no access to', async () => {
    const { organization, apiKey } = await world();
    const { secret } = await createApiKey(organization.admin.ctx, { name: 'reader' });
    expect(await call('GET policies/just-in-time', { apiKey: secret })).toMatchObject({ status: 403 });
    expect(await call('GET users/me', { apiKey })).toMatchObject({ status: 200 });
    expect(await call('POST connections/universal', { apiKey, body: { targetName: 'x' } })).toMatchObject({
      status: 404,
      json: { errorType: 'not-found' },
    });
  });

  test('the database has only the hash of a secret, and the log has none', async () => {
    const { organization, apiKey, token } = await world();
    expect(Buffer.from(apiKey, 'base64')).toHaveLength(32);
    const { rows } = await database().pool.query(
      `SELECT (SELECT string_agg(t::text, '') FROM "api_token" t) || (SELECT string_agg(a::text, '') FROM "audit_event" a) AS all`,
    );
    expect(rows[0].all).toContain(organization.id);
    expect(rows[0].all).not.toContain(apiKey);
    expect(rows[0].all).not.toContain(token);
  });
});

describe('reading', () => {
  test('the list of all targets has the person’s access by protocol, with its end', async () => {
    const { engineer, target, token, apiKey } = await world();
    expect((await call('GET targets', { token })).json).toMatchObject({ Shell: [], Db: [], Web: [] });
    const request = await submitRequest(engineer.ctx, asRoot(target));
    const { json } = await call('GET targets', { token });
    expect(Object.keys(json).sort()).toEqual(
      ['Db', 'FileTransfer', 'Kubernetes', 'Rdp', 'Shell', 'SqlServer', 'Ssh', 'Web'].sort(),
    );
    expect(json.Shell).toMatchObject([
      {
        id: target.id,
        name: target.name,
        status: 'Online',
        dynamicAccess: false,
        allowedTargetUsers: [{ userName: 'root' }],
        accessDetails: { jit: true, accessExpirationTime: request.grant?.expiresAt.toISOString() },
        connections: [],
      },
    ]);
    expect(json.Ssh).toEqual([]);
    const forThem = await call('GET targets', { apiKey, query: '?userEmail=engineer@acme.test' });
    expect(forThem.json.Shell).toHaveLength(1);
    const all = await call('GET targets', { apiKey, query: '?allTargetsInOrg=true' });
    expect(all.json.Shell).toMatchObject([{ id: target.id, accessDetails: null }]);
    expect((await call('GET targets', { token, query: '?allTargetsInOrg=true' })).json.Shell).toHaveLength(1);
    expect((await call('GET targets', { token, query: '?userEmail=admin@acme.test' })).status).toBe(403);
  });

  test('admins and admin API keys read environments with their targets', async () => {
    const { organization, target, apiKey, token } = await world();
    const { json } = await call('GET environments', { apiKey });
    const found = json.find(({ id }: { id: string }) => id === target.environmentId);
    expect(found).toMatchObject({
      organizationId: organization.id,
      targets: expect.arrayContaining([{ id: target.id, targetType: 'Bzero' }]),
    });
    expect((await call('GET environments', { token })).status).toBe(403);
  });

  test('admins read all targets of a type, other people their own', async () => {
    const { organization, target, token, apiKey } = await world();
    expect((await call('GET targets/bzero', { apiKey })).json).toMatchObject([
      {
        id: target.id,
        allowedTargetUsers: [{ userName: 'root' }],
        allowedVerbs: [{ type: 'Shell' }],
        controlChannel: null,
        lastAgentUpdate: null,
      },
    ]);
    expect((await call('GET targets/bzero', { token })).json).toEqual([]);
    const elsewhere = await world();
    expect((await call('GET targets/bzero', { apiKey: elsewhere.apiKey })).json).toMatchObject([
      { id: elsewhere.target.id },
    ]);
    expect(organization.id).not.toBe(elsewhere.organization.id);
  });

  test('an admin key reads the set-up script of a server, and a person who is no admin does not', async () => {
    const { target, token, apiKey } = await world();
    const path = `GET targets/bzero/${target.id}/sshd` as const;
    const { setupScript } = (await call(path, { apiKey })).json;
    expect(setupScript).toMatch(/^#!\/bin\/sh\n/);
    expect(setupScript).toContain(target.id);
    expect((await call(path, { token })).status).toBe(403);
  });

  test('policies are read with all fields, and filtered by people and groups', async () => {
    const { engineer, child, jit, apiKey, token } = await world();
    expect((await call('GET policies/just-in-time', { apiKey })).json).toEqual([
      {
        id: jit.id,
        type: 'JustInTime',
        name: jit.name,
        description: '',
        timeExpires: null,
        subjects: [{ id: engineer.id, type: 'User' }],
        groups: [],
        childPolicies: [{ id: child.id, type: 'TargetConnect', name: child.name }],
        automaticallyApproved: true,
        duration: 60,
      },
    ]);
    expect((await call('GET policies/target-connect', { apiKey })).json).toMatchObject([
      { id: child.id, targetUsers: [{ userName: 'root' }], verbs: [{ type: 'Shell' }], environments: [] },
    ]);
    expect(
      (await call('GET policies/just-in-time', { apiKey, query: `?subjects=${engineer.id}` })).json,
    ).toHaveLength(1);
    expect((await call('GET policies/just-in-time', { apiKey, query: '?groups=Nobody' })).json).toEqual([]);
    expect((await call('GET policies/just-in-time', { token })).status).toBe(403);
  });

  test('only admins read people by id and by email', async () => {
    const { engineer, organization, apiKey, token } = await world();
    expect(
      (await call('GET users/{idOrEmail}', { apiKey, params: { idOrEmail: engineer.id } })).json.email,
    ).toBe('engineer@acme.test');
    expect(
      (await call('GET users/{idOrEmail}', { apiKey, params: { idOrEmail: 'Admin@acme.test' } })).json.id,
    ).toBe(organization.admin.id);
    expect(
      (await call('GET users/{idOrEmail}', { apiKey, params: { idOrEmail: 'nobody@acme.test' } })).status,
    ).toBe(404);
    expect(
      (await call('GET users/{idOrEmail}', { token, params: { idOrEmail: 'admin@acme.test' } })).status,
    ).toBe(403);
    expect((await call('GET users', { token })).status).toBe(403);
  });
});

describe('asking and connecting', () => {
  test('a request is made, approved with an admin’s token, used, and listed in the events', async () => {
    const { organization, target, token, apiKey } = await world(false);
    expect((await call('GET access/requestable', { token })).json).toMatchObject([
      { id: target.id, automatic: false, open: null },
    ]);
    const { status, json: asked } = await call('POST access/requests', {
      token,
      body: { targetId: target.id, targetUser: 'root', verbType: 'Shell', reason: 'The disk is full' },
    });
    expect(status).toBe(201);
    expect(asked).toMatchObject({ state: 'Pending', asked: ['admin@acme.test'], askedCount: 1 });
    const again = await call('POST access/requests', {
      token,
      body: { targetId: target.id, targetUser: 'root', verbType: 'Shell', reason: 'Again' },
    });
    expect(again).toMatchObject({ status: 409, json: { errorType: 'already-open', requestId: asked.id } });
    const early = await call('POST connections/universal', { token, body: { targetName: target.name } });
    expect(early).toMatchObject({ status: 403, json: { errorType: 'no-access', requestable: true } });

    const admin = await tokenOf(organization.admin);
    const own = await call('PATCH access/requests/{id}/approve', {
      token,
      params: { id: asked.id },
      body: {},
    });
    expect(own).toMatchObject({ status: 403, json: { errorType: 'forbidden' } });
    const approved = await call('PATCH access/requests/{id}/approve', {
      token: admin,
      params: { id: asked.id },
      body: {},
    });
    expect(approved.json).toMatchObject({ state: 'Active', decidedBy: 'admin@acme.test' });
    expect((await call('GET access/requests/{id}', { token, params: { id: asked.id } })).json.state).toBe(
      'Active',
    );
    expect((await call('GET access/requests', { token, query: '?state=live' })).json).toHaveLength(1);

    const opened = await call('POST connections/universal', { token, body: { targetName: target.name } });
    expect(opened.status).toBe(201);
    expect(opened.json).toMatchObject({
      targetId: target.id,
      targetUser: 'root',
      targetType: 'Bzero',
      verbType: 'Shell',
      remoteHost: '127.0.0.1',
      remotePort: 22,
      jit: true,
      sshScpOnly: false,
    });
    const { connectionId } = opened.json;
    expect(
      (await call('GET connections/shell/{id}', { apiKey, params: { id: connectionId } })).json,
    ).toMatchObject({
      state: 'Open',
    });
    const query = `?targetNames=${target.name}&connectionEventTypes=Created&eventCount=5`;
    for (const none of ['subjectTypes=ApiKey', 'spaceNames=a', 'connectionNodeIds=b', 'isAdmin=true'])
      expect((await call('GET events/connection', { apiKey, query: `${query}&${none}` })).json, none).toEqual(
        [],
      );
    expect(
      (await call('GET events/connection', { apiKey, query: `${query}&subjectTypes=User&isAdmin=false` }))
        .json,
    ).toHaveLength(1);
    expect((await call('GET events/connection', { apiKey, query })).json).toMatchObject([
      { connectionId, connectionEventType: 'Created', subjectName: 'engineer@acme.test', targetUser: 'root' },
    ]);
    const shell = { targetId: target.id, targetUser: 'root', targetType: 'Bzero', spaceId: '' };
    expect(await call('POST connections/shell', { token, body: shell })).toMatchObject({
      status: 201,
      json: { connectionId: expect.any(String) },
    });
    const asDatabase = await call('POST connections/db', {
      token,
      body: { targetId: target.id, targetType: 'Bzero' },
    });
    expect([asDatabase.status, ...Object.keys(asDatabase.json.errors)]).toEqual([400, 'targetType']);
    expect((await call('POST connections/db', { token, body: { targetId: target.id } })).status).toBe(404);
    expect(await call('GET events/connection', { apiKey, query: '?startTimestamp=yesterday' })).toMatchObject(
      {
        status: 400,
        json: { errorType: 'invalid', errors: { startTimestamp: [expect.any(String)] } },
      },
    );
  });

  test('an admin checks the access of another person', async () => {
    const { engineer, target, token, apiKey } = await world();
    const ask = { targetId: target.id, targetUser: 'root', verbType: 'Shell' };
    expect((await call('POST access/check', { token, body: ask })).json).toMatchObject({ allowed: false });
    await submitRequest(engineer.ctx, asRoot(target));
    expect((await call('POST access/check', { token, body: ask })).json).toMatchObject({
      allowed: true,
      jit: true,
    });
    const about = { ...ask, userEmail: 'engineer@acme.test' };
    expect((await call('POST access/check', { apiKey, body: about })).json).toMatchObject({ allowed: true });
    expect(
      (await call('POST access/check', { apiKey, body: { ...about, targetUser: 'admin' } })).json,
    ).toMatchObject({
      allowed: false,
      reason: `Access to ${target.name} as "admin" is not allowed. Allowed target users: root.`,
    });
    expect(
      (await call('POST access/check', { apiKey, body: { ...about, userEmail: 'nobody@acme.test' } })).json,
    ).toMatchObject({
      allowed: false,
    });
    await pass(61);
    expect((await call('POST access/check', { apiKey, body: about })).json).toMatchObject({ allowed: false });
  });

  test('invalid input has errors by field', async () => {
    const { token } = await world();
    expect(await call('POST connections/universal', { token, body: {} })).toMatchObject({
      status: 400,
      json: { errorType: 'invalid', errors: { targetName: ['Enter the name or the id of a target.'] } },
    });
    expect(await call('POST connections/universal', { token, body: { targetName: 'moon' } })).toMatchObject({
      status: 404,
    });
  });
});
