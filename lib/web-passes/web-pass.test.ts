import { importJWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { GET as beginRoute } from '@/app/api/v2/web/[id]/begin/route';
import { GET as callback } from '@/app/api/v2/web/[id]/callback/route';
import { GET as gate } from '@/app/api/v2/web/[id]/gate/route';
import { GET as verify } from '@/app/api/v2/web/[id]/verify/route';
import { endGrant } from '@/lib/access/end-grant';
import { expireGrants } from '@/lib/access/expire-grants';
import { submitRequest } from '@/lib/access/submit-request';
import type { AccessError } from '@/lib/core/error';
import { database } from '@/lib/db/client';
import { findRevocationCheck } from '@/lib/db/connections/revocation-checks';
import { env } from '@/lib/env';
import { createPolicy } from '@/lib/policies/create-policy';
import { checkRevocation } from '@/lib/revocation/check-revocation';
import { fingerprint, newToken } from '@/lib/secrets';
import { call, callProxyRoute } from '@/test/api-client';
import { jitPolicyDraft, makeOrganization, makeTarget, signIn, uniqueName } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { beginWebPass, pathWithin } from './begin-web-pass';

const { pass } = useDatabase();

async function world() {
  const organization = await makeOrganization();
  const engineer = await signIn(organization, 'engineer@acme.test');
  const target = await makeTarget(organization.id, { type: 'Web' });
  await database().prisma.target.update({
    where: { id: target.id },
    data: { host: 'https://wiki.acme.test' },
  });
  const child = await createPolicy(organization.admin.ctx, {
    type: 'Proxy',
    name: uniqueName('apps'),
    targetIds: [target.id],
  });
  await createPolicy(
    organization.admin.ctx,
    jitPolicyDraft({ subjectIds: [engineer.id], childIds: [child.id], automaticallyApproved: true }),
  );
  const ask = () =>
    submitRequest(engineer.ctx, {
      targetId: target.id,
      targetUser: null,
      targetGroups: [],
      verb: null,
      reason: 'Looking something up',
    });
  const sessionId = fingerprint(newToken());
  await database().prisma.session.create({
    data: { sessionToken: sessionId, userId: engineer.id, expires: new Date(Date.now() + 12 * 3_600_000) },
  });
  const params = { id: target.id };
  /** The browser that begins at the app, with its nonce, and the address with the ticket that it gets from the console. */
  const begin = async (to = '/') => {
    const { headers } = await callProxyRoute(beginRoute, {
      ...params,
      query: `?${new URLSearchParams({ to })}`,
    });
    const cookie = cookieIn(headers);
    const challenge = new URL(headers.get('location') ?? '').searchParams.get('challenge');
    const input = { targetId: target.id, to, challenge, sessionId };
    const { origin, search } = new URL((await beginWebPass(engineer.ctx, input)).location);
    return { origin, search, cookie };
  };
  return { organization, engineer, target, params, sessionId, ask, begin };
}

/** The first cookie that a response sets, as the browser sends it back. */
function cookieIn(headers: Headers): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function cookieOf(made: Awaited<ReturnType<typeof world>>): Promise<string> {
  const { search, cookie } = await made.begin('/page?a=1&b=2');
  const { headers, status } = await callProxyRoute(callback, {
    ...made.params,
    query: search,
    headers: { cookie },
  });
  expect(status).toBe(302);
  expect(headers.get('location')).toBe('/page?a=1&b=2');
  return cookieIn(headers);
}

describe('a web app behind forward authentication', () => {
  test('without access, no ticket is issued', async () => {
    const { begin } = await world();
    const error: AccessError = await begin().catch((error) => error);
    expect(error).toMatchObject({ code: 'no-access', details: { requestable: true } });
  });

  test('a ticket is exchanged for a cookie of the app’s host, once, and only for that app', async () => {
    const made = await world();
    await made.ask();
    const { origin, search, cookie } = await made.begin();
    expect(origin).toBe('https://wiki.acme.test');
    const redeem = (params: { id: string }, sent: string) =>
      callProxyRoute(callback, { ...params, query: search, headers: { cookie: sent } });
    const other = await world();
    const refused = (answer: Awaited<ReturnType<typeof redeem>>) => {
      expect(cookieIn(answer.headers)).toMatch(/^__Host-bzero_nonce=/);
      expect(answer.headers.get('location')).toContain('/start');
    };
    refused(await redeem(other.params, cookie));
    const first = await redeem(made.params, cookie);
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-bzero_pass=[\w-]{43}; Secure; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
      ),
      expect.stringMatching(/^__Host-bzero_nonce=; .*Max-Age=0$/),
    ]);
    refused(await redeem(made.params, cookie));
  });

  test('a ticket works only in the browser that began', async () => {
    const made = await world();
    await made.ask();
    const [mine, theirs] = [await made.begin(), await made.begin()];
    for (const cookie of ['', theirs.cookie, mine.cookie.replace('__Host-', '')]) {
      const answer = await callProxyRoute(callback, {
        ...made.params,
        query: mine.search,
        headers: { cookie },
      });
      expect(cookieIn(answer.headers)).toMatch(/^__Host-bzero_nonce=/);
    }
    const answer = await callProxyRoute(callback, {
      ...made.params,
      query: mine.search,
      headers: { cookie: mine.cookie },
    });
    expect(cookieIn(answer.headers)).toMatch(/^__Host-bzero_pass=/);
  });

  test('a pass ends with the console session that it came from: signed out, or at its end', async () => {
    for (const finish of ['signed out', 'ended']) {
      const made = await world();
      await made.ask();
      const cookie = await cookieOf(made);
      const visit = async () =>
        (await callProxyRoute(verify, { ...made.params, headers: { cookie } })).status;
      expect(await visit()).toBe(204);
      const where = { sessionToken: made.sessionId };
      if (finish === 'signed out') await database().prisma.session.deleteMany({ where });
      else await database().prisma.session.updateMany({ where, data: { expires: new Date(0) } });
      expect([finish, await visit()]).toEqual([finish, 401]);
    }
  });

  test('a cookie that another host of the domain could plant is not taken', async () => {
    const made = await world();
    await made.ask();
    const planted = (await cookieOf(made)).replace('__Host-', '');
    expect((await callProxyRoute(verify, { ...made.params, headers: { cookie: planted } })).status).toBe(401);
  });

  test('a ticket expires after a minute', async () => {
    const made = await world();
    await made.ask();
    const { search, cookie } = await made.begin();
    await pass(2);
    const { headers } = await callProxyRoute(callback, {
      ...made.params,
      query: search,
      headers: { cookie },
    });
    expect(cookieIn(headers)).toMatch(/^__Host-bzero_nonce=/);
  });

  test('the proxy gets the user in a token that the app can verify', async () => {
    const made = await world();
    await made.ask();
    const cookie = await cookieOf(made);
    const { status, headers } = await callProxyRoute(verify, { ...made.params, headers: { cookie } });
    expect(status).toBe(204);
    expect(headers.get('x-bzero-user')).toBe('engineer@acme.test');
    const { keys } = (await call('GET authorities/{id}/jwks', { params: { id: made.organization.id } })).json;
    const { payload } = await jwtVerify(
      headers.get('x-bzero-identity') ?? '',
      await importJWK(keys[0], 'EdDSA'),
      {
        issuer: env().publicUrl.origin,
        audience: 'https://wiki.acme.test',
      },
    );
    expect(payload).toMatchObject({ sub: made.engineer.id, email: 'engineer@acme.test' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });

  test('R11, R12 the first request after access ends is refused: revoked, or expired without a worker', async () => {
    for (const finish of ['revoked', 'expired']) {
      const made = await world();
      const { id: requestId } = await made.ask();
      const cookie = await cookieOf(made);
      if (finish === 'revoked') await endGrant(made.organization.admin.ctx, { requestId });
      else await pass(61);
      expect((await callProxyRoute(verify, { ...made.params, headers: { cookie } })).status, finish).toBe(
        403,
      );
      if (finish === 'expired') await expireGrants();
      // R22: the revocation check uses forward authentication too.
      await checkRevocation({ organizationId: made.organization.id, requestId });
      expect(await findRevocationCheck(requestId), finish).toMatchObject({
        state: 'Verified',
        detail: 'Forward authentication refuses access.',
      });
    }
  });

  test('no cookie, an invented one and one of another app are refused', async () => {
    const made = await world();
    await made.ask();
    const cookie = await cookieOf(made);
    const other = await world();
    for (const [params, headers] of [
      [made.params, {}],
      [made.params, { cookie: '__Host-bzero_pass=made-up' }],
      [other.params, { cookie }],
    ] as const) {
      expect((await callProxyRoute(verify, { ...params, headers })).status).toBe(401);
    }
    expect((await callProxyRoute(verify, { id: 'nonsense', headers: { cookie } })).status).toBe(403);
  });

  test('Traefik and Caddy get the redirect, and forward the ticket themselves', async () => {
    const made = await world();
    await made.ask();
    const at = (uri: string, more = {}) =>
      callProxyRoute(gate, { ...made.params, headers: { 'x-forwarded-uri': uri, ...more } });
    const away = new URL((await at('/page?a=1')).headers.get('location') ?? '');
    expect(away.pathname).toBe(`/api/v2/web/${made.target.id}/start`);
    expect(away.searchParams.get('to')).toBe('/page?a=1');
    const { search, cookie: nonce } = await made.begin('/page?a=1');
    const back = await at(`/.bzero/callback${search}`, { cookie: nonce });
    expect(back.headers.get('location')).toBe('/page?a=1');
    const cookie = cookieIn(back.headers);
    expect((await at('/page?a=1', { cookie })).status).toBe(204);
  });
});

test.each([
  ['/page?a=1', '/page?a=1'],
  ['https://evil.test/', '/'],
  ['//evil.test/', '/'],
  ['/\\evil.test', '/'],
  ['/./../..//evil.test', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
])('the path %s leads to %s', (to, path) => expect(pathWithin(to)).toBe(path));
