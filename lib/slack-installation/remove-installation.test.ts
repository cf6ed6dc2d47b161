import { beforeEach, expect, test } from 'vitest';
import { getRequest } from '@/lib/access/get-request';
import { submitRequest } from '@/lib/access/submit-request';
import { database } from '@/lib/db/client';
import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import { countJobs, eventsNamed, eventsOf, refusal } from '@/test/assertions';
import {
  asRoot,
  integrate,
  makeOrganization,
  makeRequestable,
  signIn,
  type TestOrganization,
  type TestPerson,
} from '@/test/factories';
import { useDatabase } from '@/test/use-database';
import { getIntegration } from './get-integration';
import { openBotToken } from './open-bot-token';
import { removeInstallation, removeInstallationFromSlack } from './remove-installation';

const { pass } = useDatabase();
let organization: TestOrganization;
let engineer: TestPerson;

beforeEach(async () => {
  organization = await makeOrganization();
  engineer = await signIn(organization, 'engineer@acme.test');
});

const installed = async () => {
  const found = await findInstallationOfTeam(organization.teamId);
  if (!found) throw new Error('nothing is installed');
  return found;
};
const removeInSlack = (eventTime: number) =>
  removeInstallationFromSlack({ teamId: organization.teamId, eventTime: new Date(eventTime) });

test('pending requests are cancelled, active access continues, the token is erased and revoked', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const { target: other } = await makeRequestable(organization, [engineer], { automaticallyApproved: true });
  const pending = await submitRequest(engineer.ctx, asRoot(target));
  const live = await submitRequest(engineer.ctx, asRoot(other));
  const { id } = await installed();
  await removeInstallation(organization.admin.ctx);

  const read = async (requestId: string) => (await getRequest(engineer.ctx, { requestId })).request;
  expect(await read(pending.id)).toMatchObject({
    state: 'Cancelled',
    decisionReason: 'the Slack integration was removed',
  });
  expect((await read(live.id)).grant).toEqual(live.grant);
  expect(await openBotToken(id)).toBeNull();
  const row = await database().prisma.slackInstallation.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ tokenSealed: null, tokenKeyId: null });
  expect(await countJobs('revoke-slack-token', { installationId: id })).toBe(1);
  expect((await getIntegration(organization.admin.ctx)).installation).toBeNull();
  expect((await eventsNamed(organization.id, 'remove-installation'))[0]?.data).toMatchObject({
    cancelled: 1,
  });
  await refusal(removeInstallation(organization.admin.ctx), 'not-integrated');
});

test('R9: a request that has timed out is not recorded as cancelled', async () => {
  const { target } = await makeRequestable(organization, [engineer]);
  const request = await submitRequest(engineer.ctx, asRoot(target));
  await pass(24 * 60);
  await removeInstallation(organization.admin.ctx);
  expect(await eventsOf(request.id)).toEqual(['submit-request', 'lapse-request']);
  expect((await eventsNamed(organization.id, 'remove-installation'))[0]?.data).toMatchObject({
    cancelled: 0,
  });
});

test('only an admin removes it, and only that of their organization', async () => {
  await refusal(removeInstallation(engineer.ctx), 'forbidden');
  const other = await makeOrganization(false);
  await refusal(removeInstallation(other.admin.ctx), 'not-integrated');
  await installed();
});

test('an app that is removed in Slack is removed here, and its token is not revoked again', async () => {
  const { id, installedAt } = await installed();
  expect(await removeInSlack(installedAt.getTime() + 60_000)).toBe(true);
  expect(await openBotToken(id)).toBeNull();
  expect(await countJobs('revoke-slack-token', { installationId: id })).toBe(0);
  expect((await eventsNamed(organization.id, 'remove-installation'))[0]).toMatchObject({
    actorKind: 'system',
    actorName: 'Slack',
    via: 'slack',
  });
  expect(await removeInSlack(installedAt.getTime() + 60_000)).toBe(false);
});

test('a late event of an older installation leaves the newer one alone', async () => {
  await removeInstallation(organization.admin.ctx);
  await pass(5);
  const id = await integrate(organization);
  const { installedAt } = await installed();
  expect(await removeInSlack(installedAt.getTime() - 60_000)).toBe(false);
  expect(await openBotToken(id)).toBe('xoxb-test');
});

test('an event of the same second counts, because Slack rounds times down to seconds', async () => {
  const { installedAt } = await installed();
  expect(await removeInSlack(Math.floor(installedAt.getTime() / 1000) * 1000)).toBe(true);
});

test('an event of a workspace without an integration does nothing', async () => {
  expect(await removeInstallationFromSlack({ teamId: 'T-NOBODY', eventTime: new Date() })).toBe(false);
});

test('ten removals at once remove once', async () => {
  const removals = Array.from({ length: 10 }, () => removeInstallation(organization.admin.ctx));
  const outcomes = await Promise.allSettled(removals);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await eventsNamed(organization.id, 'remove-installation')).toHaveLength(1);
});
