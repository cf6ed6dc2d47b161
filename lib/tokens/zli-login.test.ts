import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { addressHeader } from '@/lib/client-address';
import type { AccessError } from '@/lib/core/error';
import { database } from '@/lib/db/client';
import { setUserEnabled } from '@/lib/directory/set-user-enabled';
import { updateOrganization } from '@/lib/directory/update-organization';
import { call } from '@/test/api-client';
import { eventsNamed } from '@/test/assertions';
import { makeOrganization, signIn, type TestPerson } from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { allowZli, answerZliLogin, findZliLoginRequest } from './allow-zli';
import { beginZliLogin } from './begin-zli-login';
import { listZliSignIns } from './list-zli-sign-ins';
import { signOutZli } from './sign-out-zli';

const { pass } = useDatabase();

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: AccessError) => error.code,
  );

async function engineer() {
  const organization = await makeOrganization();
  return { organization, person: await signIn(organization, 'engineer@acme.test') };
}

test('a user code, in any case and with any dashes, signs in its computer once', async () => {
  const { person } = await engineer();
  const { deviceCode, userCode } = await beginZliLogin({ device: 'build-1' }, '203.0.113.9');
  const redeem = () => call('POST zli/token', { body: { deviceCode } });
  expect(await redeem()).toMatchObject({ status: 400, json: { errorType: 'authorization-pending' } });
  const typed = userCode.toLowerCase().replace('-', ' ');
  expect(await findZliLoginRequest(person.ctx, { userCode: typed })).toEqual({
    device: 'build-1',
    address: '203.0.113.9',
    createdAt: expect.any(Date),
  });
  await answerZliLogin(person.ctx, { userCode: typed, allow: true });
  const headers = { [addressHeader]: '198.51.100.7' };
  const { status, json } = await call('POST zli/token', { body: { deviceCode }, headers });
  expect(status).toBe(200);
  expect(json).toMatchObject({ user: { email: 'engineer@acme.test' }, organizationName: 'acme.test' });
  expect((await redeem()).json.errorType).toBe('expired-token');
  expect((await call('GET users/me', { token: json.token })).json.id).toBe(person.id);
  const current = await call('GET zli/token', { token: json.token });
  expect(current.json).toEqual({
    device: 'build-1',
    expires: json.expires,
    user: json.user,
    organizationName: 'acme.test',
  });
  const events = await database().prisma.auditEvent.findMany({
    where: { action: 'sign-in-zli', userId: person.id },
  });
  const data = { device: 'build-1', email: 'engineer@acme.test' };
  expect(events).toMatchObject([{ data, via: 'zli', address: '198.51.100.7' }]);
});

test('an answer to a code is recorded with the address that requested it, and an approval is notified', async () => {
  const { person, organization } = await engineer();
  const allowed = await beginZliLogin({ device: 'build-1' }, '203.0.113.9');
  await answerZliLogin(person.ctx, { userCode: allowed.userCode, allow: true });
  const denied = await beginZliLogin({ device: 'build-2' }, '203.0.113.9');
  await answerZliLogin(person.ctx, { userCode: denied.userCode, allow: false });
  const events = await database().prisma.auditEvent.findMany({
    where: { action: 'decide-device-login', userId: person.id },
    orderBy: { id: 'asc' },
  });
  const about = { email: 'engineer@acme.test', address: '203.0.113.9' };
  expect(events.map(({ data }) => data)).toEqual([
    { ...about, device: 'build-1', allowed: true },
    { ...about, device: 'build-2', allowed: false },
  ]);
  const { rows } = await database().pool.query(
    `SELECT data FROM pgboss.job WHERE name = 'notify-device-login' AND data->>'userId' = $1`,
    [person.id],
  );
  const installation = await database().prisma.slackInstallation.findFirstOrThrow({
    where: { organizationId: organization.id },
  });
  const { address } = about;
  expect(rows).toEqual([
    {
      data: {
        id: expect.any(String),
        installationId: installation.id,
        userId: person.id,
        device: 'build-1',
        address,
      },
    },
  ]);
});

test('an organization that switched device login off accepts no code', async () => {
  const { person, organization } = await engineer();
  const { deviceCode, userCode } = await beginZliLogin({ device: 'build-1' });
  await updateOrganization(organization.admin.ctx, { deviceLogin: false });
  expect(await refusal(findZliLoginRequest(person.ctx, { userCode }))).toBe('forbidden');
  expect(await refusal(answerZliLogin(person.ctx, { userCode, allow: true }))).toBe('forbidden');
  expect((await call('POST zli/token', { body: { deviceCode } })).json.errorType).toBe(
    'authorization-pending',
  );
});

test('who tries many user codes has to wait, and until then a right one is refused too', async () => {
  const { person } = await engineer();
  const { userCode } = await beginZliLogin({ device: 'build-1' });
  for (let guess = 0; guess < 30; guess++)
    expect(await refusal(answerZliLogin(person.ctx, { userCode: 'BCDF-GHJK', allow: true }))).toBe(
      'not-found',
    );
  expect(await refusal(answerZliLogin(person.ctx, { userCode, allow: true }))).toBe('too-many-requests');
  expect(await refusal(findZliLoginRequest(person.ctx, { userCode }))).toBe('too-many-requests');
});

test('a denied or expired code can’t be redeemed', async () => {
  const { person } = await engineer();
  const denied = await beginZliLogin({ device: 'build-1' });
  await answerZliLogin(person.ctx, { userCode: denied.userCode, allow: false });
  expect((await call('POST zli/token', { body: { deviceCode: denied.deviceCode } })).json.errorType).toBe(
    'access-denied',
  );
  const late = await beginZliLogin({ device: 'build-1' });
  await pass(11);
  expect(await refusal(answerZliLogin(person.ctx, { userCode: late.userCode, allow: true }))).toBe(
    'not-found',
  );
  expect((await call('POST zli/token', { body: { deviceCode: late.deviceCode } })).json.errorType).toBe(
    'expired-token',
  );
});

test('the code from the browser can’t be redeemed without the verifier of zli', async () => {
  const { person } = await engineer();
  const { code } = await allowZli(person.ctx, { device: 'laptop', challenge });
  const stolen = await call('POST zli/token', { body: { code, verifier: 'w'.repeat(43) } });
  expect(stolen.json.errorType).toBe('expired-token');
  expect((await call('POST zli/token', { body: { deviceCode: code } })).json.errorType).toBe('expired-token');
  expect((await call('POST zli/token', { body: { code, verifier } })).status).toBe(200);
  expect((await call('POST zli/token', { body: { code, verifier } })).json.errorType).toBe('expired-token');
});

test('a person who was disabled after approving can’t redeem the code', async () => {
  const { organization, person } = await engineer();
  const { code } = await allowZli(person.ctx, { device: 'laptop', challenge });
  await setUserEnabled(organization.admin.ctx, { userId: person.id, enabled: false });
  expect((await call('POST zli/token', { body: { code, verifier } })).json.errorType).toBe('access-denied');
});

test('signing out revokes the token', async () => {
  const { person } = await engineer();
  const { code } = await allowZli(person.ctx, { device: 'laptop', challenge });
  const { json } = await call('POST zli/token', { body: { code, verifier } });
  expect((await call('DELETE zli/token', { token: json.token })).status).toBe(204);
  expect((await call('GET users/me', { token: json.token })).status).toBe(401);
});

test('signed-in devices are listed, and ended by their owner or an admin, once', async () => {
  const { organization, person } = await engineer();
  const { admin } = organization;
  const other = await signIn(organization, 'other@acme.test');
  for (const device of ['laptop', 'build-1']) await signInOn(person, device);
  const { signIns } = await listZliSignIns(person.ctx, {});
  expect(signIns.map(({ device, lastUsedAt }) => [device, lastUsedAt])).toEqual([
    ['build-1', null],
    ['laptop', null],
  ]);
  expect((await listZliSignIns(admin.ctx, { userId: person.id })).signIns).toEqual(signIns);
  expect(await refusal(listZliSignIns(other.ctx, { userId: person.id }))).toBe('forbidden');
  const elsewhere = await makeOrganization();
  expect((await listZliSignIns(elsewhere.admin.ctx, { userId: person.id })).signIns).toEqual([]);

  const [tokenId = '', laptop = ''] = signIns.map(({ id }) => id);
  expect(await refusal(signOutZli(other.ctx, { tokenId }))).toBe('forbidden');
  expect(await refusal(signOutZli(elsewhere.admin.ctx, { tokenId }))).toBe('not-found');
  expect(await signOutZli(admin.ctx, { tokenId })).toEqual({ email: person.email, device: 'build-1' });
  expect(await signOutZli(admin.ctx, { tokenId })).toEqual({ email: person.email, device: '' });
  await signOutZli(person.ctx, { tokenId: laptop });
  expect((await listZliSignIns(person.ctx, {})).signIns).toEqual([]);
  const events = await eventsNamed(organization.id, 'sign-out-zli');
  expect(events.map(({ data, actorId }) => [data, actorId])).toEqual([
    [{ email: person.email, device: 'build-1' }, admin.id],
    [{ email: person.email, device: 'laptop' }, person.id],
  ]);
});

test('disabling a person ends their zli sign-ins permanently', async () => {
  const { organization, person } = await engineer();
  const secret = await signInOn(person, 'laptop');
  await setUserEnabled(organization.admin.ctx, { userId: person.id, enabled: false });
  await setUserEnabled(organization.admin.ctx, { userId: person.id, enabled: true });
  expect((await call('GET users/me', { token: secret })).status).toBe(401);
  expect((await listZliSignIns(person.ctx, {})).signIns).toEqual([]);
});

async function signInOn(person: TestPerson, device: string): Promise<string> {
  const { code } = await allowZli(person.ctx, { device, challenge });
  return (await call('POST zli/token', { body: { code, verifier } })).json.token;
}

test('a token ends with the sign-in at the identity provider that it rests on', async () => {
  const { organization, person } = await engineer();
  await pass(11 * 60);
  const early = await signInOn(person, 'laptop');
  expect((await call('GET users/me', { token: early })).status).toBe(200);
  await pass(61);
  expect((await call('GET users/me', { token: early })).status).toBe(401);
  const { code } = await allowZli(person.ctx, { device: 'laptop', challenge });
  expect((await call('POST zli/token', { body: { code, verifier } })).json.errorType).toBe('expired-token');
  await signIn(organization, person.email);
  expect((await call('GET users/me', { token: await signInOn(person, 'laptop') })).status).toBe(200);
});
