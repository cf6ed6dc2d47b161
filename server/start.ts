// `npm start`: the product in production, in one process.
import { launch } from './launch';
import { missingLines } from './missing-lines';
import { readEnv } from './read-env';
import { serveApp } from './serve-app';

Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });

await launch(async () => {
  const begun = performance.now();
  const env = readEnv();
  if (env.databaseUrl === undefined) {
    console.log(
      `DATABASE_URL is not set: using the embedded PostgreSQL (a beta build) in ${env.dataDir}. ` +
        'For production, set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
  for (const line of missingLines(env, process.env)) console.log(line);
  const app = await serveApp(env);
  const address =
    env.publicUrl.port === String(app.port) ? env.publicUrl.origin : `http://localhost:${app.port}`;
  console.log(`ready on ${address} in ${Math.round(performance.now() - begun)} ms`);
  return app;
});
