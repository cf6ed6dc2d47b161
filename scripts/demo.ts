// `npm run demo`: the whole product on this machine, in production mode, with a local Slack workspace and a local
// identity provider. Each demo starts with an empty database and erases it at the end.
import { join } from 'node:path';
import { applyEnvironment, startLocalEnvironment } from '@/emulators/local-environment';
import { claimPort } from '@/server/claim-port';
import { chooseDataFolder, eraseDataFolder } from '@/server/data-folder';
import { launch } from '@/server/launch';
import { readEnv } from '@/server/read-env';
import { ResourceStack } from '@/server/resource-stack';
import { serveApp } from '@/server/serve-app';
import { buildApp, isBuilt } from './build-app';
import { loadDemo } from './load-demo';

Object.assign(process.env, { NODE_ENV: 'production' });

await launch(async (stopping) => {
  const begun = performance.now();
  const port = await claimPort('PORT', 3000);
  const idpPort = await claimPort('IDP_PORT', 3001);
  const slackPort = await claimPort('SLACK_PORT', 3002);
  console.log(`Ports ${port}, ${idpPort} and ${slackPort} are free.`);
  if (isBuilt()) {
    console.log('The app is already built.');
  } else {
    console.log('Building the app. This takes about 20 seconds …');
    await buildApp(stopping);
  }
  const given = join(process.env.DATA_DIR || '.data', 'demo');
  await eraseDataFolder(given);
  const dataDir = chooseDataFolder(given, console.log);
  const resources = await ResourceStack.run(async (stack) => {
    stack.add(() => eraseDataFolder(given));
    console.log('Starting the local identity provider and the local Slack workspace …');
    const local = await startLocalEnvironment({ port, idpPort, slackPort, dataDir }, stack);
    applyEnvironment(local.env);
    // A demo never writes to a database that is kept.
    delete process.env.DATABASE_URL;
    const env = { ...readEnv(), databaseUrl: undefined };
    console.log('Starting an empty database, loading docs/demo.yaml and starting the console …');
    const app = await serveApp(env, {
      loopback: true,
      beforeServing: () => loadDemo(local.idp.issuer),
    });
    stack.add(app.close);
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    console.log(welcome(local.appUrl, local.slack.url, local.idp.issuer, seconds));
  });
  const close = async () => {
    console.log('Stopping, and erasing the data of the demo …');
    await resources.close();
  };
  return { close };
});

function welcome(app: string, slack: string, idp: string, seconds: string): string {
  return `
Ready after ${seconds} seconds. Open these pages in a browser:

  Console            ${app}
  Slack              ${slack}
  Identity provider  ${idp}

Try this:
  1. Open the console and sign in as admin@acme.test. There is no password.
  2. Select Settings, Integrate with Slack, then Allow.
  3. Open Slack as engineer@acme.test and send /bz-list-targets.
  4. Select Request Access next to a target, and give a reason.
  5. Open Slack as admin@acme.test, or open the console, and approve the request.
  6. Install zli with: curl -fsS ${app}/zli/install.sh | sh
     Then run zli login, and zli list-targets. The targets of the demo are names without hosts.

The people are admin@acme.test and second@acme.test, who are admins, engineer@acme.test, dba@acme.test and
support@acme.test.

Press Ctrl-C to stop.
`;
}
