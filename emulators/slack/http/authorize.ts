import type { IncomingMessage, ServerResponse } from 'node:http';
import { newSecret } from '../ids';
import { permissionTexts } from '../permissions';
import type { World } from '../world';
import { authorizePage, errorPage } from './authorize-page';
import { readArgs } from './body';
import { cookieIdentity, identityCookie } from './identity';
import { redirect, sendHtml } from './respond';

/** `/oauth/v2/authorize`: the consent page, and the submission of its Allow and Cancel buttons. */
export async function handleAuthorize(
  world: World,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = url.searchParams;
  const wrong = findRequestError(world, query);
  if (wrong) return sendHtml(response, errorPage(wrong), 400);
  const back = new URL(query.get('redirect_uri') ?? world.app.redirectUrls[0] ?? '');
  const state = query.get('state');
  const finish = (name: string, value: string, headers?: Record<string, string>) => {
    back.searchParams.set(name, value);
    if (state !== null) back.searchParams.set('state', state);
    redirect(response, back.toString(), headers);
  };
  const requestedScopes = (query.get('scope') ?? '').split(/[,\s]+/).filter(Boolean);
  if (requestedScopes.length === 0 || requestedScopes.some((scope) => !(scope in permissionTexts)))
    return finish('error', 'invalid_scope');

  if (request.method !== 'POST') {
    const known = cookieIdentity(request);
    const wanted = query.get('team') ?? known?.teamId ?? '';
    const team = world.teams.get(wanted) ?? [...world.teams.values()][0];
    if (!team) return sendHtml(response, errorPage('There is no workspace to install the app in.'), 400);
    return sendHtml(response, authorizePage(world, team, { requestedScopes, query, userId: known?.userId }));
  }
  const form = await readArgs(request, new URLSearchParams());
  const teamId = String(form.team ?? '');
  const userId = String(form.user ?? '');
  if (!world.teams.get(teamId)?.users.has(userId))
    return sendHtml(response, errorPage('This person is not a member of the workspace.'), 400);
  const headers = { 'set-cookie': identityCookie({ teamId, userId }) };
  if (form.decision !== 'allow') return finish('error', 'access_denied', headers);
  if (world.nextAuthorizeError) {
    const error = world.nextAuthorizeError;
    world.nextAuthorizeError = undefined;
    return finish('error', error, headers);
  }
  const code = newSecret();
  world.codes.set(code, {
    teamId,
    userId,
    scopes: requestedScopes.filter((scope) => world.grantScopes?.includes(scope) ?? true),
    redirectUri: query.get('redirect_uri') ?? world.app.redirectUrls[0] ?? '',
    sentRedirectUri: query.has('redirect_uri'),
    expires: Date.now() + world.timing.codeMs,
  });
  finish('code', code, headers);
}

/** The reason why the request must not be redirected, or undefined if it may be. */
function findRequestError(world: World, query: URLSearchParams): string | undefined {
  const client = query.get('client_id');
  if (!client) return 'The client_id is missing.';
  if (client !== world.app.clientId) return `Invalid client_id: ${client}`;
  const uri = query.get('redirect_uri');
  if (
    uri !== null &&
    !world.app.redirectUrls.some((each) => uri === each || uri.startsWith(`${each.replace(/\/$/, '')}/`))
  )
    return `redirect_uri did not match any configured URIs. Passed URI: ${uri}`;
  if (uri === null && world.app.redirectUrls.length === 0) return 'The app has no redirect URL.';
  return undefined;
}
