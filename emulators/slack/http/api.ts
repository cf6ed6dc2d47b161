import type { IncomingMessage, ServerResponse } from 'node:http';
import { callApi } from '../api/call';
import { parseObject } from '../app/answer';
import { useResponseUrl } from '../app/response-url';
import { applyFault, takeFault } from '../faults';
import type { World } from '../world';
import { readArgs, readBody } from './body';
import { send, sendJson } from './respond';

/** Resolves when the caller closes the connection, for faults that hang. */
function whenClosed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('close', () => resolve()));
}

/** `/api/METHOD` */
export async function handleApi(
  world: World,
  method: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const closed = whenClosed(response);
  let args: { [name: string]: unknown };
  try {
    args = await readArgs(request, url.searchParams);
  } catch {
    return sendJson(response, { ok: false, error: 'invalid_form_data' });
  }
  const { authorization } = request.headers;
  const answer = await callApi(world, { method, args, authorization, closed });
  if (answer.drop) request.socket.destroy();
  else sendJson(response, answer.body, answer.status, answer.headers);
}

/** `/response/TEAM/KEY`. Faults of the method `response_url` apply here. */
export async function handleResponseUrl(
  world: World,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const closed = whenClosed(response);
  const body = parseObject((await readBody(request)).toString());
  const fault = takeFault(world, 'response_url');
  const effect = fault && (await applyFault(fault, closed));
  if (effect && !effect.run) {
    if (effect.drop) request.socket.destroy();
    else
      sendJson(
        response,
        { ok: false, error: effect.error },
        effect.status === 200 ? 400 : effect.status,
        effect.headers,
      );
    return;
  }
  const answer = useResponseUrl(world, key, body);
  world.calls.push({
    at: Date.now(),
    method: 'response_url',
    teamId: key.split('/')[0],
    args: body ?? {},
    status: answer.status,
    answer: { body: answer.body },
  });
  if (effect?.drop) request.socket.destroy();
  else send(response, answer.status, answer.body);
}
