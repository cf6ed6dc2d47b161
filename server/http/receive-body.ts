import { IncomingMessage } from 'node:http';
import type { BodyBudget } from './body-budget';

/**
 * Waits until the whole body of a request has arrived, and returns a request that contains it. Returns `too-large` as
 * soon as it is known to be longer than `maxBytes`, and `too-much` when the address sends too many bodies at the same
 * time; the rest stays unread then. So memory holds `maxBytes` of one request, and the budget of one address, at most.
 *
 * Next and next-auth read bodies whole, so a body is measured before they see the request. Rejects when the client
 * goes away.
 */
export async function receiveBody(
  request: IncomingMessage,
  { maxBytes, budget, address }: { maxBytes: number; budget: BodyBudget; address: string },
): Promise<IncomingMessage | 'too-large' | 'too-much'> {
  const { 'content-length': announced, 'transfer-encoding': coding } = request.headers;
  if (coding === undefined && (announced === undefined || announced === '0')) return request;
  if (Number(announced ?? 0) > maxBytes) return 'too-large';
  const chunks: Buffer[] = [];
  let length = 0;
  const arrived = new Promise<'whole' | 'too-large' | 'too-much'>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      if (length + chunk.length > maxBytes) return resolve('too-large');
      if (!budget.hold(address, chunk.length)) return resolve('too-much');
      length += chunk.length;
      chunks.push(chunk);
    });
    const leave = () => reject(new Error('the client left before its request was complete'));
    request
      .on('end', () => resolve('whole'))
      .on('close', leave)
      .on('error', leave);
  });
  try {
    const outcome = await arrived;
    return outcome === 'whole' ? withBody(request, Buffer.concat(chunks)) : outcome;
  } finally {
    request.pause().removeAllListeners('data');
    budget.release(address, length);
  }
}

const bodies = new WeakMap<IncomingMessage, Buffer>();

/** The whole body of a request that `receiveBody` returned. */
export function bodyOf(request: IncomingMessage): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}

/** A copy of a request whose body was read: streams give their content only once. */
function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(copy, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor });
  if (body.length > 0) copy.push(body);
  copy.push(null);
  copy.complete = true;
  bodies.set(copy, body);
  return copy;
}
