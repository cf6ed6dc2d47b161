import { demoTeams, localApp } from './seed';
import { startSlack } from './start';

const appUrl = process.env.APP_URL ?? 'http://localhost:3000';
const port = Number(process.env.SLACK_PORT ?? 3002);
const slack = await startSlack({ port, app: localApp(appUrl), teams: demoTeams });
console.log(`Local Slack: ${slack.url} (expects the app at ${appUrl})`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void slack.close().then(() => process.exit(0)));
