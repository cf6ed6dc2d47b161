import { beforeEach, expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { consumeInstallState } from '@/lib/db/slack/install-states';
import { findInstallationOfTeam, setLogChannel } from '@/lib/db/slack/installations';
import { isSlackLinked } from '@/lib/db/slack/slack-links';
import { fingerprint } from '@/lib/secrets';
import { countJobs, countRows, eventsNamed, refusal } from '@/test/assertions';
import {
  integrate,
  makeOrganization,
  newInstallation,
  signIn,
  type TestOrganization,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { beginInstallation } from './begin-installation';
import { getIntegration } from './get-integration';
import { openBotToken } from './open-bot-token';
import { type NewInstallation, saveInstallation } from './save-installation';

const { pass } = useDatabase();
let organization: TestOrganization;

beforeEach(async () => {
  organization = await makeOrganization(false);
});

const installer = (changes: Partial<NewInstallation['installer']>) => ({
  installer: { ...newInstallation(organization).installer, ...changes },
});
const save = (changes: Partial<NewInstallation> = {}) =>
  saveInstallation(organization.admin.ctx, newInstallation(organization, changes));

test('R18: an installation is stored sealed, recorded, and links its installer', async () => {
  const id = await integrate(organization);
  expect(await openBotToken(id)).toBe('xoxb-test');
  const { tokenSealed } = await database().prisma.slackInstallation.findUniqueOrThrow({ where: { id } });
  expect(Buffer.from(tokenSealed ?? []).includes('xoxb')).toBe(false);
  const account = { teamId: organization.teamId, slackUserId: 'UADMIN' };
  expect(await isSlackLinked(account, organization.admin.id)).toBe(true);
  expect(await countJobs('sync-log-channel', { installationId: id })).toBe(1);
  expect(await countJobs('greet-slack-user', { installationId: id, slackUserId: 'UADMIN' })).toBe(1);
  const [event] = await eventsNamed(organization.id, 'save-installation');
  expect(event?.data).toEqual({ teamId: organization.teamId, teamName: 'Acme', scopes: ['chat:write'] });
  expect((await eventsNamed(organization.id, 'link-slack-user'))[0]?.data).toMatchObject({
    how: 'installer',
  });
  expect((await getIntegration(organization.admin.ctx)).installation).toMatchObject({
    teamName: 'Acme',
    installedBy: { email: 'admin@acme.test' },
    logChannelName: null,
  });
});

test('R18: a refused installation changes nothing', async () => {
  const before = await countRows();
  expect(await save(installer({ isTeamAdmin: false }))).toBe('not-workspace-admin');
  expect(await save(installer({ barred: 'guest' }))).toBe('not-workspace-admin');
  expect(await save(installer({ email: 'other@acme.test' }))).toBe('other-email');
  expect(await save(installer({ email: null }))).toBe('other-email');
  const user = await signIn(organization, 'user@acme.test');
  const made = newInstallation(organization, installer({ email: 'user@acme.test' }));
  await refusal(saveInstallation(user.ctx, made), 'forbidden');
  expect({ ...(await countRows()), '"audit_event"': 0 }).toEqual({ ...before, '"audit_event"': 0 });
  expect(await findInstallationOfTeam(organization.teamId)).toBeNull();
});

test('R18: emails are compared without case', async () => {
  expect(await save(installer({ email: 'Admin@ACME.test' }))).toMatchObject({ teamId: organization.teamId });
});

test('R18: a workspace of another organization is refused and not changed', async () => {
  const holder = await makeOrganization();
  const before = await findInstallationOfTeam(holder.teamId);
  expect(await save({ teamId: holder.teamId })).toBe('workspace-taken');
  expect(await findInstallationOfTeam(holder.teamId)).toEqual(before);
});

test('R18: a second workspace is refused, and the first is not changed', async () => {
  const id = await integrate(organization);
  expect(await save({ teamId: 'T-SECOND' })).toBe('other-workspace');
  expect(await openBotToken(id)).toBe('xoxb-test');
});

test('R18: of two organizations that race for one workspace one gets it', async () => {
  const other = await makeOrganization(false);
  const teamId = organization.teamId;
  const outcomes = await Promise.all([
    save(),
    saveInstallation(other.admin.ctx, newInstallation({ ...other, teamId })),
  ]);
  expect(outcomes.filter((outcome) => outcome === 'workspace-taken')).toHaveLength(1);
  expect(await database().prisma.slackInstallation.count({ where: { teamId } })).toBe(1);
});

test('renewing keeps the installation and its log channel, and takes the new token', async () => {
  const id = await integrate(organization);
  await setLogChannel(id, { id: 'C1', name: 'bzero-jit-log' });
  await pass(5);
  const before = await findInstallationOfTeam(organization.teamId);
  const renewed = await save({ token: 'xoxb-new', scopes: ['chat:write', 'groups:write'] });
  expect(renewed).toMatchObject({ id, logChannelId: 'C1', logChannelName: 'bzero-jit-log' });
  expect(await openBotToken(id)).toBe('xoxb-new');
  const after = await findInstallationOfTeam(organization.teamId);
  expect(after?.installedAt.getTime()).toBeGreaterThan(before?.installedAt.getTime() ?? 0);
});

test('an admin starts an installation, and its state is valid once', async () => {
  const { state } = await beginInstallation(organization.admin.ctx);
  const starter = { organizationId: organization.id, userId: organization.admin.id };
  const uses = await Promise.all([
    consumeInstallState(fingerprint(state)),
    consumeInstallState(fingerprint(state)),
  ]);
  expect(uses.filter((use) => use !== null)).toEqual([starter]);
  expect(await consumeInstallState(fingerprint('unknown'))).toBeNull();
  const user = await signIn(organization, 'user@acme.test');
  await refusal(beginInstallation(user.ctx), 'forbidden');
});

test('a state expires after ten minutes', async () => {
  const { state } = await beginInstallation(organization.admin.ctx);
  await pass(10);
  expect(await consumeInstallState(fingerprint(state))).toBeNull();
});
