import { newSecret } from '../ids';
import { install } from '../installations';
import type { Json, World } from '../world';
import { type Args, text } from './args';
import { refuse } from './refusal';

/** `oauth.v2.access`: exchanges a code for the bot token. Credentials are sent as HTTP Basic or in the body. */
export function oauthAccess(world: World, args: Args, authorization: string | undefined): Json {
  const { id, secret } = credentials(args, authorization);
  if (id !== world.app.clientId) refuse('invalid_client_id');
  if (secret !== world.app.clientSecret) refuse('bad_client_secret');
  const grant = text(args, 'grant_type') ?? 'authorization_code';
  if (grant !== 'authorization_code')
    refuse(grant === 'refresh_token' ? 'invalid_refresh_token' : 'invalid_grant_type');
  const key = text(args, 'code') ?? '';
  const code = world.codes.get(key);
  world.codes.delete(key);
  if (!code || code.expires < Date.now()) return refuse('invalid_code');
  const redirect = text(args, 'redirect_uri');
  if ((redirect ?? code.redirectUri) !== code.redirectUri || (code.sentRedirectUri && !redirect))
    refuse('bad_redirect_uri');
  const team = world.teams.get(code.teamId) ?? refuse('invalid_code');
  if (code.scopes.length === 0) refuse('no_scopes');
  const made = install(world, team, code.userId, code.scopes);
  return {
    app_id: world.app.appId,
    authed_user: { id: code.userId },
    scope: made.scopes.join(','),
    token_type: 'bot',
    access_token: made.token,
    bot_user_id: made.botUserId,
    ...(world.app.tokenRotation ? { expires_in: 43_200, refresh_token: `xoxe-1-local-${newSecret()}` } : {}),
    ...(world.app.orgWide
      ? { team: null, enterprise: { id: 'E0LOCAL', name: team.name }, is_enterprise_install: true }
      : { team: { id: team.id, name: team.name }, enterprise: null, is_enterprise_install: false }),
  };
}

function credentials(
  args: Args,
  authorization: string | undefined,
): { id: string | undefined; secret: string | undefined } {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (!basic) return { id: text(args, 'client_id'), secret: text(args, 'client_secret') };
  const [id, ...rest] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  return { id, secret: rest.join(':') };
}
