// `npm run demo`: the whole product on this machine, in production mode, with a Slack and an identity provider of
// its own. Nothing is kept: each demo begins with a fresh database.
import { join } from 'node:path';
import { enterSurroundings, startSurroundings } from '@/emulators/surroundings';
import { eraseEmbeddedDatabase } from '@/server/embedded-database';
import { launch } from '@/server/launch';
import { claimPort } from '@/server/ports';
import { readEnv } from '@/server/read-env';
import { serveApp } from '@/server/serve-app';
import { Started } from '@/server/started';
import { buildApp, isBuilt } from './build-app';
import { loadDemo } from './load-demo';

Object.assign(process.env, { NODE_ENV: 'production' });

await launch(async (stopping) => {
  const begun = performance.now();
  const port = await claimPort('PORT', 3000);
  const idpPort = await claimPort('IDP_PORT', 3001);
  const slackPort = await claimPort('SLACK_PORT', 3002);
  const dataDir = join(process.env.DATA_DIR || '.data', 'demo');
  await eraseEmbeddedDatabase(dataDir);
  console.log(`Starting with an empty database: what earlier demos left in ${dataDir} is erased.`);
  if (!process.argv.includes('--no-build') && !isBuilt()) {
    console.log('Building the app (about 15 seconds) …');
    await buildApp(stopping);
  }
  return Started.run(async (started) => {
    const surroundings = await startSurroundings({ port, idpPort, slackPort, dataDir }, started);
    enterSurroundings(surroundings.env);
    // A demo never writes to a database that somebody keeps.
    delete process.env.DATABASE_URL;
    const env = { ...readEnv(), databaseUrl: undefined };
    const app = await serveApp(env, {
      loopback: true,
      beforeServing: () => loadDemo(surroundings.idp.issuer),
    });
    started.add(app.close);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(welcome(surroundings.appUrl, surroundings.slack.url, surroundings.idp.issuer, seconds));
  });
});

function welcome(app: string, slack: string, idp: string, seconds: string): string {
  return `
Ready in ${seconds} s.

  Console            ${app}
  Slack              ${slack}
  Identity provider  ${idp}

Try this:
  1. Open the console and sign in as admin@acme.test.
  2. Gear at the top right, App integrations, Slack: Integrate with Slack, then Allow.
  3. Open Slack as engineer@acme.test and type /bz-list-targets.
  4. Press Request Access on a target and say why you need it.
  5. Open Slack, or the console, as an admin and decide.

Ctrl-C stops all of it.
`;
}
