// `npm run dev`: the product with Next's development server, in the demo's surroundings. Its data is kept.
import { join } from 'node:path';
import { enterSurroundings, startSurroundings } from '@/emulators/surroundings';
import { launch } from '@/server/launch';
import { claimPort } from '@/server/ports';
import { readEnv } from '@/server/read-env';
import { serveApp } from '@/server/serve-app';
import { Started } from '@/server/started';
import { loadDemo } from './load-demo';

await launch(async () => {
  const port = await claimPort('PORT', 3000);
  const idpPort = await claimPort('IDP_PORT', 3001);
  const slackPort = await claimPort('SLACK_PORT', 3002);
  const dataDir = join(process.env.DATA_DIR || '.data', 'dev');
  return Started.run(async (started) => {
    const surroundings = await startSurroundings({ port, idpPort, slackPort, dataDir }, started);
    enterSurroundings(surroundings.env);
    const app = await serveApp(readEnv(), {
      dev: true,
      loopback: true,
      beforeServing: () => loadDemo(surroundings.idp.issuer),
    });
    started.add(app.close);
    console.log(`console ${surroundings.appUrl}, Slack ${surroundings.slack.url}, data in ${dataDir}`);
  });
});
