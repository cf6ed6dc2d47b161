// `npm run dev`: the product with Next's development server, in the same local environment as the demo. Keeps its
// data.
import { join } from 'node:path';
import { applyEnvironment, startLocalEnvironment } from '@/emulators/local-environment';
import { claimPort } from '@/server/claim-port';
import { chooseDataFolder } from '@/server/data-folder';
import { launch } from '@/server/launch';
import { readEnv } from '@/server/read-env';
import { ResourceStack } from '@/server/resource-stack';
import { serveApp } from '@/server/serve-app';
import { loadDemo } from './load-demo';

await launch(async () => {
  const port = await claimPort('PORT', 3000);
  const idpPort = await claimPort('IDP_PORT', 3001);
  const slackPort = await claimPort('SLACK_PORT', 3002);
  const dataDir = chooseDataFolder(join(process.env.DATA_DIR || '.data', 'dev'), console.log);
  return ResourceStack.run(async (resources) => {
    const local = await startLocalEnvironment({ port, idpPort, slackPort, dataDir }, resources);
    applyEnvironment(local.env);
    const app = await serveApp(readEnv(), {
      dev: true,
      loopback: true,
      beforeServing: () => loadDemo(local.idp.issuer),
    });
    resources.add(app.close);
    console.log(`Console: ${local.appUrl}\nSlack: ${local.slack.url}\nData: ${dataDir}`);
  });
});
