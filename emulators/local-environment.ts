import { demoPeople } from '@/emulators/oidc/people';
import { type Idp, startIdp } from '@/emulators/oidc/start';
import { demoTeams, localApp } from '@/emulators/slack/seed';
import { type LocalSlack, startSlack } from '@/emulators/slack/start';
import type { ResourceStack } from '@/server/resource-stack';
import { localSecrets } from './local-secrets';

export type LocalEnvironment = {
  appUrl: string;
  idp: Idp;
  slack: LocalSlack;
  /** The environment variables that point the product to both emulators. */
  env: Record<string, string>;
};

/**
 * Starts the local identity provider and the local Slack on this machine.
 *
 * @param options the port of the product, which doesn't run yet, the ports of the emulators (0 picks a free one), and
 * the folder for the secrets.
 * @param resources receives the functions that stop the emulators.
 */
export async function startLocalEnvironment(
  options: { port: number; idpPort?: number; slackPort?: number; dataDir: string },
  resources: ResourceStack,
): Promise<LocalEnvironment> {
  const appUrl = `http://localhost:${options.port}`;
  const client = {
    clientId: 'local-console',
    clientSecret: 'local-console-secret',
    redirectUris: [`${appUrl}/api/auth/callback/oidc`],
  };
  const idp = await startIdp({
    port: options.idpPort ?? 0,
    people: demoPeople,
    clients: [client],
  });
  resources.add(() => idp.close());
  const app = localApp(appUrl);
  const slack = await startSlack({ port: options.slackPort ?? 0, app, teams: demoTeams });
  resources.add(() => slack.close());
  const env = {
    ...localSecrets(options.dataDir),
    DEMO: '1',
    PORT: String(options.port),
    DATA_DIR: options.dataDir,
    NEXTAUTH_URL: appUrl,
    OIDC_ISSUER: idp.issuer,
    OIDC_CLIENT_ID: client.clientId,
    OIDC_CLIENT_SECRET: client.clientSecret,
    OIDC_NAME: 'Acme SSO',
    SLACK_CLIENT_ID: app.clientId,
    SLACK_CLIENT_SECRET: app.clientSecret,
    SLACK_SIGNING_SECRET: app.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SLACK_AUTHORIZE_URL: slack.authorizeUrl,
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  return { appUrl, idp, slack, env };
}

/**
 * Sets the variables of a local environment in this process. Removes the variables of other identity providers, which
 * would otherwise add, for example, the Google sign-in that a developer has configured for production.
 */
export function applyEnvironment(env: Record<string, string>): void {
  for (const name of Object.keys(process.env))
    if (/^(GOOGLE|MICROSOFT)_/.test(name)) delete process.env[name];
  Object.assign(process.env, env);
}
