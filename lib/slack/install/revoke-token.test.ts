import { expect, test } from 'vitest';
import { submitRequest } from '@/lib/access/submit-request';
import { getIntegration } from '@/lib/slack-installation/get-integration';
import { removeInstallation } from '@/lib/slack-installation/remove-installation';
import { asRoot, makeRequestable, signIn } from '@/test/factories';
import { runDueJobs } from '@/test/run-due-jobs';
import { integrateWith, teamId, useSlackWorld } from '@/test/slack-world';

const world = useSlackWorld();
const shownTo = (user: string) => world.slack.control.messages({ teamId, user });

test('R13 a removal removes the buttons from open cards, then revokes the token', async () => {
  const person = await signIn(world.organization, 'engineer@acme.test');
  const { target } = await makeRequestable(world.organization, [person]);
  await submitRequest(person.ctx, asRoot(target));
  await runDueJobs();
  const cards = () => JSON.stringify(shownTo('U0ADMIN').map(({ blocks }) => blocks));
  expect(cards()).toContain('"style":"primary"');
  await removeInstallation(world.organization.admin.ctx);
  await runDueJobs();
  expect(world.slack.control.calls().filter(({ method }) => method === 'auth.revoke')).toHaveLength(1);
  expect(cards()).not.toContain('"style":"primary"');
  expect(
    shownTo('U0ADMIN')
      .map(({ text }) => text)
      .join(),
  ).toContain('removed');
});

test('the log channel ends with a line that says so', async () => {
  await runDueJobs();
  const { id } = world.slack.control.channels(teamId).find(({ name }) => name === 'bzero-jit-log') ?? {
    id: '',
  };
  const lines = () => world.slack.control.messages({ teamId, channel: id }).map(({ text }) => text);
  await removeInstallation(world.organization.admin.ctx);
  await runDueJobs();
  expect(lines().at(-1)).toContain('The Slack integration was removed.');
  await integrateWith(world);
  await runDueJobs();
  const { installation } = await getIntegration(world.organization.admin.ctx);
  expect(installation).toMatchObject({
    logChannelName: 'bzero-jit-log-2',
    formerLogChannel: { teamId, name: 'bzero-jit-log' },
  });
});
