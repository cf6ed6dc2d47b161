import '@/test/test-env';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoTeams, localApp } from '@/emulators/slack/seed';
import { startSlack } from '@/emulators/slack/start';
import { submitRequest } from '@/lib/access/submit-request';
import { disconnect } from '@/lib/db/client';
import { scopes } from '@/lib/slack/install/scopes';
import { saveInstallation } from '@/lib/slack-installation/save-installation';
import { makeTemporaryDataFolder } from '@/server/data-folder';
import { prepareDatabase } from '@/server/prepare-database';
import { ResourceStack } from '@/server/resource-stack';
import { asRoot, makeOrganization, makeRequestable, newInstallation, signIn } from '@/test/factories';

// `npm run bench -- take-over`: one of two worker processes is killed (SIGKILL) or stopped (SIGSTOP) while it waits for
// Slack. How long until the message is in Slack, once. Fails above 30 s, and when the message appears twice.

const limitMs = 30_000;
const teamId = 'T0ACME';
const dataDir = makeTemporaryDataFolder();
const slack = await startSlack({ app: localApp('http://localhost:1'), teams: demoTeams });
Object.assign(process.env, { SLACK_API_URL: slack.apiUrl, SLACK_AUTHORIZE_URL: slack.authorizeUrl });
const resources = await ResourceStack.run(async (stack) => {
  stack.add(() => slack.close());
  await prepareDatabase({ databaseUrl: undefined, dataDir }, stack);
  stack.add(disconnect);
});

async function startWorkers(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'run-workers.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

try {
  const organization = await makeOrganization(false);
  const { token, botUserId } = slack.control.install(teamId, 'U0ADMIN', [...scopes]);
  const installer = {
    slackUserId: 'U0ADMIN',
    email: organization.admin.email,
    isTeamAdmin: true,
    barred: null,
  };
  const about = { teamId, appId: 'A0LOCALAPP', token, botUserId, scopes: [...scopes], installer };
  await saveInstallation(organization.admin.ctx, newInstallation(organization, about));
  const person = await signIn(organization, 'engineer@acme.test');
  const shown = (name: string) =>
    slack.control
      .messages({ teamId, user: 'U0ENGINEER' })
      .filter((message) => JSON.stringify(message.blocks).includes(name)).length;

  for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
    const first = await startWorkers();
    const { target } = await makeRequestable(organization, [person]);
    await pause(2_000); // the welcome message and the log channel come first
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    // The worker waits for this answer, which comes only to a worker that is gone.
    const hold = () => {
      arrive();
      return new Promise<void>(() => undefined);
    };
    slack.control.addFault({ method: 'chat.postMessage', kind: 'slow', hold });
    await submitRequest(person.ctx, asRoot(target));
    await arrived;
    first.kill(signal);
    const stoppedAt = performance.now();
    const second = await startWorkers();
    while (shown(target.name) === 0) await pause(50);
    const ms = performance.now() - stoppedAt;
    first.kill('SIGCONT');
    await pause(2_000);
    const copies = shown(target.name);
    console.log(
      `a delivery whose worker got ${signal}: taken over after ${(ms / 1000).toFixed(1)} s (limit ${limitMs / 1000} s), ` +
        `${copies} ${copies === 1 ? 'copy' : 'copies'} in Slack`,
    );
    if (ms > limitMs || copies !== 1) process.exitCode = 1;
    for (const child of [first, second]) child.kill('SIGKILL');
  }
} finally {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
}
