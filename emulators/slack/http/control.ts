import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Control } from '../control';
import { readBody } from './body';
import { sendJson } from './respond';

/**
 * `/control/NAME`: the methods of the control API over HTTP. The body is a JSON array of the arguments, or the only
 * argument. GET takes none.
 */
export async function handleControl(
  control: Control,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = Object.hasOwn(control, name) ? control[name as keyof Control] : undefined;
  if (!method) return sendJson(response, { error: `The control API has no method ${name}.` }, 404);
  try {
    const body = (await readBody(request)).toString();
    const given: unknown = body === '' ? [] : JSON.parse(body);
    const args = Array.isArray(given) ? given : [given];
    // JSON has no undefined, so null stands for an omitted argument.
    const call = method as (...all: unknown[]) => unknown;
    const result = await call(...args.map((each) => each ?? undefined));
    sendJson(response, result ?? null);
  } catch (error) {
    sendJson(response, { error: error instanceof Error ? error.message : String(error) }, 400);
  }
}
