import { IncomingMessage } from 'node:http';

/**
 * Waits until the whole body of a request has arrived, and returns a request that contains it; null as soon as it is
 * known to be longer than `maxBytes`, which is the most that is ever in memory. The rest stays unread then.
 *
 * Next and next-auth read bodies whole, so a body is measured before they see the request. Rejects when the client
 * goes away.
 */
export async function receiveBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<IncomingMessage | null> {
  const { 'content-length': announced, 'transfer-encoding': coding } = request.headers;
  if (coding === undefined && (announced === undefined || announced === '0')) return request;
  if (Number(announced ?? 0) > maxBytes) return null;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (received: IncomingMessage | null) => {
      request.pause().off('data', take).off('end', end).off('close', leave).off('error', leave);
      resolve(received);
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) settle(null);
      else chunks.push(chunk);
    };
    const end = () => settle(withBody(request, Buffer.concat(chunks)));
    const leave = () => reject(new Error('the client left before its request was complete'));
    request.on('data', take).on('end', end).on('close', leave).on('error', leave);
  });
}

/** A copy of a request whose body was read: streams give their content only once. */
function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(copy, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor });
  if (body.length > 0) copy.push(body);
  copy.push(null);
  copy.complete = true;
  return copy;
}
