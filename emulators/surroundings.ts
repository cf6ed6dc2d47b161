import { demoPeople } from '@/emulators/oidc/people';
import { type Idp, type Person, startIdp } from '@/emulators/oidc/start';
import { demoTeams, localApp } from '@/emulators/slack/seed';
import { type LocalSlack, startSlack } from '@/emulators/slack/start';
import type { Started } from '@/server/started';
import { localSecrets } from './local-secrets';

export type PolicyContext = {
  appUrl: string;
  idp: Idp;
  slack: LocalSlack;
  /** What the product must find in its environment to live in these surroundings. */
  env: Record<string, string>;
};

/**
 * Starts what the product needs around it on one machine: an identity provider and a Slack, both local.
 *
 * @param options the ports (of the product, which doesn't run yet, and of the two, 0 for any), the folder for the
 * secrets, and the people who can sign in, by default those of the demo.
 * @param started gets what stops the two again.
 */
export async function startSurroundings(
  options: { port: number; idpPort?: number; slackPort?: number; dataDir: string; people?: Person[] },
  started: Started,
): Promise<PolicyContext> {
  const appUrl = `http://localhost:${options.port}`;
  const client = {
    clientId: 'local-console',
    clientSecret: 'local-console-secret',
    redirectUris: [`${appUrl}/api/auth/callback/oidc`],
  };
  const idp = await startIdp({
    port: options.idpPort ?? 0,
    people: options.people ?? demoPeople,
    clients: [client],
  });
  started.add(() => idp.close());
  const app = localApp(appUrl);
  const slack = await startSlack({ port: options.slackPort ?? 0, app, teams: demoTeams });
  started.add(() => slack.close());
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
 * Puts the environment of the surroundings into this process. The variables of other identity providers go:
 * the demo would otherwise offer, say, a Google sign-in that a developer has set up for production.
 */
export function enterSurroundings(env: Record<string, string>): void {
  for (const name of Object.keys(process.env))
    if (/^(GOOGLE|MICROSOFT)_/.test(name)) delete process.env[name];
  Object.assign(process.env, env);
}
