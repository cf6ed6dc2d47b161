import { importJWK, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { GET as jwks } from '@/app/api/v2/authorities/[id]/jwks/route';
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
import { call } from '@/test/api-client';
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
  const begin = async (to = '/') =>
    new URL((await beginWebPass(engineer.ctx, { targetId: target.id, to })).location);
  return { organization, engineer, target, params: { id: target.id }, ask, begin };
}

async function cookieOf(made: Awaited<ReturnType<typeof world>>): Promise<string> {
  const { search } = await made.begin('/page?a=1&b=2');
  const { headers, status } = await call(callback, { params: made.params, query: search });
  expect(status).toBe(302);
  expect(headers.get('location')).toBe('/page?a=1&b=2');
  return headers.get('set-cookie')?.split(';')[0] ?? '';
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
    const { origin, search } = await made.begin();
    expect(origin).toBe('https://wiki.acme.test');
    const other = await world();
    const elsewhere = await call(callback, { params: other.params, query: search });
    expect(elsewhere.headers.get('set-cookie')).toBeNull();
    const first = await call(callback, {
      params: made.params,
      query: search,
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(first.headers.get('set-cookie')).toMatch(
      /^bzero_pass=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; .*Secure$/,
    );
    const second = await call(callback, { params: made.params, query: search });
    expect(second.headers.get('set-cookie')).toBeNull();
    expect(second.headers.get('location')).toContain(`/api/v2/web/${made.target.id}/start`);
  });

  test('a ticket expires after a minute', async () => {
    const made = await world();
    await made.ask();
    const { search } = await made.begin();
    await pass(2);
    expect(
      (await call(callback, { params: made.params, query: search })).headers.get('set-cookie'),
    ).toBeNull();
  });

  test('the proxy gets the user in a token that the app can verify', async () => {
    const made = await world();
    await made.ask();
    const cookie = await cookieOf(made);
    const { status, headers } = await call(verify, { params: made.params, headers: { cookie } });
    expect(status).toBe(204);
    expect(headers.get('x-bzero-user')).toBe('engineer@acme.test');
    const { keys } = (await call(jwks, { params: { id: made.organization.id } })).json;
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
      expect((await call(verify, { params: made.params, headers: { cookie } })).status, finish).toBe(403);
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
      [made.params, { cookie: 'bzero_pass=made-up' }],
      [other.params, { cookie }],
    ] as const) {
      expect((await call(verify, { params, headers })).status).toBe(401);
    }
    expect((await call(verify, { params: { id: 'nonsense' }, headers: { cookie } })).status).toBe(403);
  });

  test('Traefik and Caddy get the redirect, and forward the ticket themselves', async () => {
    const made = await world();
    await made.ask();
    const at = (uri: string, more = {}) =>
      call(gate, { params: made.params, headers: { 'x-forwarded-uri': uri, ...more } });
    const away = new URL((await at('/page?a=1')).headers.get('location') ?? '');
    expect(away.pathname).toBe(`/api/v2/web/${made.target.id}/start`);
    expect(away.searchParams.get('to')).toBe('/page?a=1');
    const { search } = await made.begin('/page?a=1');
    const back = await at(`/.bzero/callback${search}`);
    expect(back.headers.get('location')).toBe('/page?a=1');
    const cookie = back.headers.get('set-cookie')?.split(';')[0] ?? '';
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
