import { type Installation, InstallProvider, SlackOAuthError } from '@slack/oauth';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { consumeInstallState } from '@/lib/db/slack/install-states';
import { findInstallationOfTeam } from '@/lib/db/slack/installations';
import { env } from '@/lib/env';
import { hostCookie } from '@/lib/host-cookie';
import { log } from '@/lib/log';
import { fingerprint } from '@/lib/secrets';
import { beginInstallation } from '@/lib/slack-installation/begin-installation';
import { saveInstallation } from '@/lib/slack-installation/save-installation';
import { clientOptions, newClient } from '../client';
import { slackLogger, withoutTokens } from '../logger';
import { type SlackApiUser, saveApiUser, toSlackUserFacts } from '../outbound/slack-accounts';
import { describeFailure, toSlackFailure } from '../outbound/slack-failure';
import type { InstallRefusal, RefusalFacts } from './install-refusals';
import { paths } from './manifest';
import { captureNodeResponse, toNodeRequest } from './node-http';
import { missingScopes, scopes } from './scopes';

/** Ends an installation; the settings page shows why. */
class InstallRefused extends Error {
  readonly refusal: InstallRefusal;
  readonly facts: RefusalFacts;

  constructor(refusal: InstallRefusal, facts: RefusalFacts = {}) {
    super(refusal);
    this.refusal = refusal;
    this.facts = facts;
  }
}

/** Redirects an admin to Slack to choose a workspace and allow the app; others back to the settings. */
export async function startInstall(request: Request, ctx: Context | null): Promise<Response> {
  if (!ctx) return refuse('not-admin');
  try {
    const { state } = await beginInstallation(ctx);
    const provider = providerFor({ generate: async () => state });
    const { res, toResponse } = captureNodeResponse();
    await provider.handleInstallPath(toNodeRequest(request), res);
    return toResponse();
  } catch (error) {
    if (error instanceof AccessError) return refuse('not-admin');
    throw error;
  }
}

/**
 * Handles the redirect back from Slack: saves the installation when R18 holds, then redirects to the settings. A refusal
 * saves nothing and leaves a working installation as it is.
 */
export async function finishInstall(request: Request, ctx: Context | null): Promise<Response> {
  const { searchParams } = new URL(request.url);
  // The library drops Slack's error, so it is read first.
  const error = searchParams.get('error');
  if (error !== null) {
    await consumeInstallState(fingerprint(searchParams.get('state') ?? ''));
    return refuse(toInstallRefusal(error));
  }
  if (!ctx) return refuse('not-admin');
  return exchange(request, ctx);
}

async function exchange(request: Request, ctx: Context): Promise<Response> {
  const { res, toResponse } = captureNodeResponse();
  const leave = (query: Record<string, string>) => {
    res.writeHead(302, { location: settingsUrl(query) });
    res.end();
  };
  const provider = providerFor({
    verify: (state) => verifyState(ctx, state),
    store: (installation) => store(ctx, installation),
  });
  await provider.handleCallback(toNodeRequest(request), res, {
    success: () => leave({ done: 'integrated' }),
    failure: (error) => leave(toQuery(toOutcome(error))),
  });
  return toResponse();
}

function providerFor(stores: {
  generate?: () => Promise<string>;
  verify?: (state: string) => Promise<void>;
  store?: (installation: Installation) => Promise<void>;
}): InstallProvider {
  const { clientId, clientSecret, authorizeUrl } = env().slack;
  const options = { scopes: [...scopes], redirectUri: new URL(paths.redirect, env().publicUrl).href };
  const unused = () => Promise.reject(new Error('not used in this step'));
  return new InstallProvider({
    clientId,
    clientSecret,
    authorizationUrl: authorizeUrl,
    directInstall: true,
    stateCookieName: hostCookie('slack-app-oauth-state', env().publicUrl),
    installUrlOptions: options,
    stateStore: {
      generateStateParam: stores.generate ?? unused,
      verifyStateParam: async (_now, state) => {
        await (stores.verify ?? unused)(state);
        return options;
      },
    },
    installationStore: {
      storeInstallation: (installation) => (stores.store ?? unused)(installation as Installation),
      fetchInstallation: unused,
    },
    clientOptions: clientOptions('job'),
    logger: slackLogger(),
  });
}

/** A state is valid once, and only for the admin who started. */
async function verifyState(ctx: Context, state: string): Promise<void> {
  const started = await consumeInstallState(fingerprint(state));
  if (!started) throw new InstallRefused('state-too-old');
  const same = ctx.actor.kind === 'user' && ctx.actor.userId === started.userId;
  if (!same || ctx.organizationId !== started.organizationId) throw new InstallRefused('not-admin');
}

async function store(ctx: Context, installation: Installation): Promise<void> {
  try {
    await check(ctx, installation, readGranted(installation));
  } catch (error) {
    await discard(installation);
    throw error;
  }
}

type Granted = { teamId: string; teamName: string; bot: NonNullable<Installation['bot']> };

/** What Slack granted, if it is for one workspace and lasts. */
function readGranted({ team, bot, isEnterpriseInstall }: Installation): Granted {
  if (isEnterpriseInstall) throw new InstallRefused('org-wide');
  if (!team || !bot) throw new InstallRefused('slack-error');
  if (rotates(bot)) throw new InstallRefused('token-rotation');
  return { teamId: team.id, teamName: team.name ?? team.id, bot };
}

/** Whether a token ends after 12 hours: https://docs.slack.dev/authentication/using-token-rotation */
function rotates({ token, refreshToken }: Granted['bot']): boolean {
  return refreshToken !== undefined || token.startsWith('xoxe.');
}

async function check(ctx: Context, installation: Installation, granted: Granted): Promise<void> {
  const { teamId, teamName, bot } = granted;
  const missing = missingScopes(bot.scopes);
  if (missing.length > 0) throw new InstallRefused('scope-refused', { scopes: missing.join(',') });
  const user = await readInstaller(bot.token, installation.user.id);
  const { email, isTeamAdmin, barred } = toSlackUserFacts(
    { organizationId: ctx.organizationId, teamId },
    user,
  );
  const saved = await saveInstallation(ctx, {
    teamId,
    teamName,
    enterpriseId: installation.enterprise?.id ?? null,
    appId: installation.appId ?? '',
    botUserId: bot.userId,
    scopes: bot.scopes,
    token: bot.token,
    installer: { slackUserId: installation.user.id, email, isTeamAdmin, barred },
  });
  if (typeof saved === 'string')
    throw new InstallRefused(saved, { account: email ?? undefined, workspace: teamName });
  await saveApiUser(saved, user);
}

async function readInstaller(token: string, slackUserId: string): Promise<SlackApiUser> {
  const { user } = await newClient(token, 'job').users.info({ user: slackUserId });
  if (!user) throw new InstallRefused('slack-error');
  return { ...user, id: slackUserId };
}

/**
 * Revokes a token that is not needed. Slack issues the same token for a workspace each time unless rotation is on, so it is
 * kept while any organization has an installation of that workspace.
 */
async function discard({ team, bot, isEnterpriseInstall }: Installation): Promise<void> {
  if (!bot) return;
  const isShared = !isEnterpriseInstall && !rotates(bot);
  if (isShared && team && (await findInstallationOfTeam(team.id))) return;
  try {
    await newClient(bot.token, 'job').auth.revoke();
  } catch (error) {
    log().warn(
      { why: describeFailure(toSlackFailure(error)) },
      'the token of a refused installation was not revoked',
    );
  }
}

type Outcome = { refusal: InstallRefusal; facts: RefusalFacts };

function toOutcome(error: Error): Outcome {
  if (error instanceof InstallRefused) return { refusal: error.refusal, facts: error.facts };
  if (error instanceof AccessError) return { refusal: 'not-admin', facts: {} };
  // No code or state, or the state of another browser.
  if (error instanceof SlackOAuthError) return { refusal: 'state-too-old', facts: {} };
  log().error({ err: withoutTokens(error.message) }, 'an installation failed');
  return { refusal: 'slack-error', facts: {} };
}

function toInstallRefusal(error: string): InstallRefusal {
  if (error === 'access_denied') return 'cancelled';
  const aboutScopes = ['invalid_scope', 'unapproved_scope', 'scope_not_allowed_on_enterprise'];
  return aboutScopes.includes(error) ? 'scope-refused' : 'slack-error';
}

function toQuery({ refusal, facts: { scopes, account, workspace } }: Outcome): Record<string, string> {
  return {
    refused: refusal,
    ...(scopes && { missing: scopes }),
    ...(account && { account }),
    ...(workspace && { workspace }),
  };
}

function refuse(refusal: InstallRefusal): Response {
  return Response.redirect(settingsUrl({ refused: refusal }), 302);
}

function settingsUrl(query: Record<string, string>): string {
  const url = new URL('/settings/integrations/slack', env().publicUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
