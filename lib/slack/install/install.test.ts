import { beforeEach, expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import { database } from '@/lib/db/client';
import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import { makeOrganization, signIn } from '@/test/factories';
import { teamId, useSlackWorld } from '@/test/slack-world';
import { slackClient } from '../client';
import { finishInstall, startInstall } from './install';
import { scopes } from './scopes';

const world = useSlackWorld(false);
beforeEach(() => world.slack.control.configureApp({ orgWide: false, tokenRotation: false }));

const begin = () => new Request('http://localhost:1/api/slack/install');
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const where = (response: Response) => new URL(response.headers.get('location') ?? 'http://nowhere.test');
const resultOf = (response: Response) => {
  const { searchParams } = where(response);
  for (const fact of ['account', 'workspace']) searchParams.delete(fact);
  return `?${searchParams}`;
};

/** Answers Slack's page as a user and returns the redirect back. */
async function answer(start: Response, user = 'U0ADMIN', decision = 'allow', team = teamId) {
  const body = new URLSearchParams({ team, user, decision });
  const reply = await fetch(where(start), { method: 'POST', body, redirect: 'manual' });
  return new Request(where(reply), { headers: { cookie: cookieOf(start) } });
}

async function install(ctx: Context, user?: string): Promise<Response> {
  return finishInstall(await answer(await startInstall(begin(), ctx), user), ctx);
}

const revocations = () => world.slack.control.calls().filter(({ method }) => method === 'auth.revoke');

test('R18 an admin here and in Slack connects the workspace, and is linked', async () => {
  const { ctx, id } = world.organization.admin;
  const start = await startInstall(begin(), ctx);
  expect(where(start).searchParams.get('scope')).toBe(scopes.join(','));
  const done = await finishInstall(await answer(start), ctx);
  expect(done.status).toBe(302);
  expect(where(done).href).toBe('http://localhost:1/settings/integrations/slack?done=integrated');
  expect(await findInstallationOfTeam(teamId)).toMatchObject({ organizationId: world.organization.id });
  const account = { teamId, slackUserId: 'U0ADMIN' };
  expect(await database().prisma.slackLink.findMany()).toMatchObject([{ ...account, userId: id }]);
  expect(await database().prisma.slackUser.findMany()).toMatchObject([{ ...account, userId: id }]);
});

test('a state is valid once, and only in the browser that got it', async () => {
  const { ctx } = world.organization.admin;
  const start = await startInstall(begin(), ctx);
  const back = await answer(start);
  const elsewhere = new Request(back.url, { headers: { cookie: 'slack-app-oauth-state=another' } });
  expect(resultOf(await finishInstall(elsewhere, ctx))).toBe('?refused=state-too-old');
  expect(resultOf(await finishInstall(back, ctx))).toBe('?done=integrated');
  expect(resultOf(await finishInstall(await answer(start), ctx))).toBe('?refused=state-too-old');
});

test('only the admin who started the integration can finish it', async () => {
  const { organization } = world;
  expect(resultOf(await startInstall(begin(), null))).toBe('?refused=not-admin');
  const person = await signIn(organization, 'engineer@acme.test');
  expect(resultOf(await startInstall(begin(), person.ctx))).toBe('?refused=not-admin');
  const back = await answer(await startInstall(begin(), organization.admin.ctx));
  const other = await makeOrganization(false);
  expect(resultOf(await finishInstall(back, other.admin.ctx))).toBe('?refused=not-admin');
  expect(await findInstallationOfTeam(teamId)).toBeNull();
});

test('cancelling in Slack ends the installation, and its state is used', async () => {
  const { ctx } = world.organization.admin;
  const start = await startInstall(begin(), ctx);
  expect(resultOf(await finishInstall(await answer(start, 'U0ADMIN', 'cancel'), ctx))).toBe(
    '?refused=cancelled',
  );
  expect(resultOf(await finishInstall(await answer(start), ctx))).toBe('?refused=state-too-old');
});

test('R18 a member who is not a workspace admin is refused, and the token is revoked', async () => {
  expect(resultOf(await install(world.organization.admin.ctx, 'U0ENGINEER'))).toBe(
    '?refused=not-workspace-admin',
  );
  expect(await findInstallationOfTeam(teamId)).toBeNull();
  expect(revocations()).toHaveLength(1);
});

test('R18 another email in Slack is refused', async () => {
  const refused = await install(world.organization.admin.ctx, 'U0SECOND');
  expect(Object.fromEntries(where(refused).searchParams)).toEqual({
    refused: 'other-email',
    account: 'second@acme.test',
    workspace: 'Acme',
  });
});

test('R18 a workspace of another organization is not changed', async () => {
  expect(resultOf(await install(world.organization.admin.ctx))).toBe('?done=integrated');
  const before = await findInstallationOfTeam(teamId);
  const other = await makeOrganization(false);
  expect(resultOf(await install(other.admin.ctx))).toBe('?refused=workspace-taken');
  expect(resultOf(await install(other.admin.ctx, 'U0ENGINEER'))).toBe('?refused=not-workspace-admin');
  expect(await findInstallationOfTeam(teamId)).toEqual(before);
  expect(revocations()).toEqual([]);
});

test('scopes that were not granted are named', async () => {
  world.slack.control.grantScopes(scopes.filter((scope) => scope !== 'groups:write'));
  const done = await install(world.organization.admin.ctx);
  expect(resultOf(done)).toBe('?refused=scope-refused&missing=groups%3Awrite');
  expect(await findInstallationOfTeam(teamId)).toBeNull();
});

test('an installation for a whole organization is refused in words, and its token is revoked', async () => {
  world.slack.control.configureApp({ orgWide: true });
  expect(resultOf(await install(world.organization.admin.ctx))).toBe('?refused=org-wide');
  expect(await database().prisma.slackInstallation.count({ where: { removedAt: null } })).toBe(0);
  expect(revocations()).toHaveLength(1);
});

test('tokens that rotate are refused and revoked, and the connected installation keeps its token', async () => {
  expect(resultOf(await install(world.organization.admin.ctx))).toBe('?done=integrated');
  const before = await findInstallationOfTeam(teamId);
  world.slack.control.configureApp({ tokenRotation: true });
  expect(resultOf(await install(world.organization.admin.ctx))).toBe('?refused=token-rotation');
  expect(revocations()).toHaveLength(1);
  expect(await findInstallationOfTeam(teamId)).toEqual(before);
  const client = await slackClient(before?.id ?? '');
  expect(await client?.auth.test()).toMatchObject({ ok: true, team_id: teamId });
});

test('after an error of Slack nothing is stored', async () => {
  world.slack.control.addFault({ method: 'oauth.v2.access', kind: 'http500' });
  expect(resultOf(await install(world.organization.admin.ctx))).toBe('?refused=slack-error');
  expect(await findInstallationOfTeam(teamId)).toBeNull();
});
