import { applyFault, type FaultEffect, takeFault } from '../faults';
import type { CallRecord, Json, World } from '../world';
import type { Args } from './args';
import { authMethods } from './auth';
import { chatMethods } from './chat';
import { memberMethods } from './conversation-members';
import { conversationMethods } from './conversations';
import { type Call, type Methods, needScope } from './method';
import { oauthAccess } from './oauth';
import { Refusal, refuse } from './refusal';
import { userMethods } from './users';
import { viewMethods } from './views';

const methods: Methods = {
  ...authMethods,
  ...chatMethods,
  ...conversationMethods,
  ...memberMethods,
  ...userMethods,
  ...viewMethods,
};

export type ApiRequest = {
  method: string;
  args: Args;
  authorization: string | undefined;
  /** Resolves when the caller closes the connection. */
  closed: Promise<void>;
};
export type ApiAnswer = { status: number; headers: Record<string, string>; body: Json; drop: boolean };

/** Runs a Web API call, with its faults, and records it in the log. */
export async function callApi(world: World, request: ApiRequest): Promise<ApiAnswer> {
  const bearer = /^Bearer (.+)$/i.exec(request.authorization ?? '')?.[1];
  const token = bearer ?? (typeof request.args.token === 'string' ? request.args.token : undefined);
  const record: CallRecord = {
    at: Date.now(),
    method: request.method,
    teamId: token ? world.tokens.get(token)?.teamId : undefined,
    args: withoutSecrets(request.args),
    status: 0,
    answer: undefined,
  };
  world.calls.push(record);
  const fault = takeFault(world, request.method);
  if (fault) record.fault = fault.kind;
  const effect: FaultEffect | undefined = fault ? await applyFault(fault, request.closed) : undefined;
  const headers: Record<string, string> = { ...effect?.headers };
  const body =
    !effect || effect.run ? await run(world, request, token, headers) : { ok: false, error: effect.error };
  record.status = effect?.drop ? 0 : (effect?.status ?? 200);
  if (!(effect?.drop && !effect.run)) record.answer = withoutSecrets(body);
  return { status: effect?.status ?? 200, headers, body, drop: effect?.drop ?? false };
}

async function run(
  world: World,
  request: ApiRequest,
  token: string | undefined,
  headers: Record<string, string>,
): Promise<Json> {
  try {
    if (request.method === 'oauth.v2.access')
      return { ok: true, ...oauthAccess(world, request.args, request.authorization) };
    const method = methods[request.method];
    if (!method) return refuse('unknown_method', { req_method: request.method });
    const call = authenticate(world, request, token);
    headers['x-oauth-scopes'] = call.scopes.join(',');
    const needs = typeof method.needs === 'function' ? method.needs(call) : (method.needs ?? []);
    if (needs.length) headers['x-accepted-oauth-scopes'] = needs.join(',');
    needScope(call, needs);
    return { ok: true, ...(await method.run(call)) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.code, ...error.extra };
    throw error;
  }
}

function authenticate(world: World, request: ApiRequest, token: string | undefined): Call {
  if (!token) return refuse('not_authed');
  const known = world.tokens.get(token);
  if (!known) return refuse('invalid_auth');
  if (known.dead) return refuse(known.dead);
  const team = world.teams.get(known.teamId);
  const installation = team?.installation;
  if (!team || !installation) return refuse('account_inactive');
  const { scopes, botUserId, botId } = installation;
  return { world, team, token, scopes, bot: { userId: botUserId, botId }, args: request.args };
}

const secretArgs = new Set(['token', 'client_secret', 'code', 'access_token']);

function withoutSecrets(values: Json): Json {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, secretArgs.has(name) ? '(hidden)' : value]),
  );
}
