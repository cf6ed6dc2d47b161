import { beforeEach, describe, expect, test } from 'vitest';
import { POST as commands } from '@/app/api/slack/commands/route';
import { addressHeader } from '@/lib/client-address';
import { systemContext } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { database } from '@/lib/db/client';
import { noteRefusedSignIn } from '@/lib/directory/note-refused-sign-in';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { revokeApiKey } from '@/lib/tokens/revoke-api-key';
import { call, tokenOf } from '@/test/api-client';
import { makeOrganization, signIn, type TestOrganization, type TestPerson } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { noteRefusal, noteRefusedCall, writeRefusals } from './note-refusal';
import { reportRefusals } from './report-refusals';
import { searchAudit } from './search-audit';

const { pass, asOwner } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeEach(async () => {
  await writeRefusals();
  await database().pool.query('DELETE FROM "refused_attempt"');
  organization = await makeOrganization(false);
  engineer = await signIn(organization, 'engineer@acme.test');
});

const forbidden = new AccessError('forbidden', 'Only an admin can do this.');

async function refusals(organizationId: string | null) {
  await writeRefusals();
  return database().prisma.auditEvent.findMany({
    where: { organizationId, action: 'refuse-attempt' },
    orderBy: { id: 'asc' },
    select: { actorName: true, via: true, address: true, data: true },
  });
}

const unknown = (name: string) =>
  noteRefusal({
    kind: 'token',
    by: { organizationId: null, name, via: 'api' },
    doing: 'GET /api/v2/users',
    why: 'unknown',
  });

describe('R24 a refused attempt is an event:', () => {
  test('a call that the role does not allow, with its route', async () => {
    expect((await call('GET users', { token: await tokenOf(engineer) })).status).toBe(403);
    expect(await refusals(organization.id)).toEqual([
      {
        actorName: 'engineer@acme.test',
        via: 'zli',
        address: null,
        data: { kind: 'call', doing: 'GET /api/v2/users', why: 'forbidden', count: 1, more: false },
      },
    ]);
  });

  test('an unknown token, of no organization, without the token', async () => {
    const headers = { [addressHeader]: '192.0.2.7' };
    expect((await call('GET users', { token: 'a-guess', headers })).status).toBe(401);
    expect((await call('GET users')).status).toBe(401);
    const [event, ...others] = (await refusals(null)).slice(-1);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      actorName: 'an unknown caller',
      address: '192.0.2.7',
      data: { kind: 'token', why: 'unknown' },
    });
    expect(JSON.stringify(event)).not.toContain('a-guess');
  });

  test('a revoked API key, of its organization', async () => {
    const operator = systemContext(organization.id, 'the operator', 'operator');
    const { secret, id } = await createApiKey(operator, { name: 'automation', role: 'Admin' });
    await revokeApiKey(organization.admin.ctx, { keyId: id });
    expect((await call('GET users', { apiKey: secret })).status).toBe(401);
    expect(await refusals(organization.id)).toMatchObject([
      { actorName: 'API key automation', data: { kind: 'token', why: 'revoked or expired' } },
    ]);
  });

  test('a request that Slack did not sign', async () => {
    const request = new Request('http://localhost/api/slack/commands', { method: 'POST', body: 'a=b' });
    expect((await commands(request)).status).toBe(401);
    expect((await refusals(null)).at(-1)).toMatchObject({
      via: 'slack',
      data: { kind: 'slack-signature', doing: '/api/slack/commands' },
    });
  });

  test('a sign-in, of the organization that the identity names', async () => {
    const identity = { issuer: organization.issuer, tenant: '', email: 'leaver@acme.test' };
    await noteRefusedSignIn(identity, 'disabled', '192.0.2.1');
    expect(await refusals(organization.id)).toMatchObject([
      {
        actorName: 'leaver@acme.test',
        via: 'web',
        data: { kind: 'sign-in', why: 'disabled' },
      },
    ]);
  });
});

test('an error that is no refusal is no event', async () => {
  noteRefusedCall(new AccessError('invalid', 'No.'), engineer.ctx, 'x');
  noteRefusedCall(new Error('broken'), engineer.ctx, 'x');
  expect(await refusals(organization.id)).toEqual([]);
});

test('the first attempt is an event at once, and those of the next five minutes are one event', async () => {
  const attempt = () => noteRefusedCall(forbidden, engineer.ctx, 'set-role');
  for (let n = 0; n < 10; n++) attempt();
  expect(await refusals(organization.id)).toHaveLength(1);
  // Another process has a memory of its own; the database decides.
  delete (globalThis as { bzeroRefusals?: unknown }).bzeroRefusals;
  for (let n = 0; n < 10; n++) attempt();
  expect(await refusals(organization.id)).toHaveLength(1);
  expect(await reportRefusals()).toBe(0);
  await pass(5);
  expect(await reportRefusals()).toBe(1);
  expect(await reportRefusals()).toBe(0);
  attempt();
  expect((await refusals(organization.id)).map(({ data }) => data)).toMatchObject([
    { count: 1, more: false },
    { count: 19, more: true },
    { count: 1, more: false },
  ]);
  const { events } = await searchAudit(organization.admin.ctx, { action: 'refuse-attempt' });
  expect(events.map(({ sentence }) => sentence).slice(1)).toEqual([
    '19 more refused attempts (call by engineer@acme.test: set-role, forbidden)',
    'Refused call by engineer@acme.test: set-role, forbidden',
  ]);
});

test('attempts of one person do not hide those of another', async () => {
  const second = await signIn(organization, 'second@acme.test');
  for (const { ctx } of [engineer, second, engineer]) noteRefusedCall(forbidden, ctx, 'set-role');
  expect((await refusals(organization.id)).map(({ actorName }) => actorName)).toEqual([
    'engineer@acme.test',
    'second@acme.test',
  ]);
});

test('a flood from many places adds a limited number of events, and every attempt counts', async () => {
  const before = (await refusals(null)).length;
  for (let n = 0; n < 400; n++) {
    unknown(`place ${n}`);
    if (n % 40 === 0) await writeRefusals();
  }
  const first = (await refusals(null)).slice(before);
  expect(first.length).toBeLessThanOrEqual(101);
  await pass(5);
  await reportRefusals();
  const all = (await refusals(null)).slice(before) as unknown as { data: { count: number } }[];
  expect(all.length).toBeLessThanOrEqual(202);
  expect(all.reduce((sum, { data }) => sum + data.count, 0)).toBe(400);
});

test('a name that the caller chose is one short line', async () => {
  unknown(`a\u202eb\nc\u0000${'x'.repeat(500)}\ud800`);
  const { actorName } = (await refusals(null)).at(-1) ?? {};
  expect(actorName).toMatch(/^a b c x{193,194}$/);
});

test('attempts of no organization are in the log of the only organization, and in no log of several', async () => {
  unknown('somebody');
  await writeRefusals();
  const sees = async () =>
    (await searchAudit(organization.admin.ctx, { action: 'refuse-attempt' })).events.length > 0;
  expect(await sees()).toBe(false);
  await asOwner(
    `SET session_replication_role = replica; DELETE FROM "organization" WHERE "id" <> '${organization.id}'`,
  );
  expect(await sees()).toBe(true);
});
