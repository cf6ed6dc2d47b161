import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { findProbeAddress } from './probe-address';

type Call = {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  /** how much of the answer is read at most */
  maxBytes: number;
};

/**
 * Calls an address that an admin has entered, if this server may call it (`findProbeAddress`); its name is resolved once. It
 * follows no redirect. Throws an `Error` that says why there is no answer, which tells about networks: for the log, not for
 * callers.
 */
export async function callAddress(
  url: URL,
  { method, headers, body, timeoutMs, maxBytes }: Call,
): Promise<{ status: number; body: Buffer<ArrayBuffer> }> {
  const isSecure = url.protocol === 'https:';
  const found = await findProbeAddress(url.hostname, Number(url.port || (isSecure ? 443 : 80)));
  if (typeof found === 'string') throw new Error(found);
  const { address } = found;
  const request = isSecure ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method,
        // No connection is kept for a later call, which would fail if it was closed meanwhile.
        headers: { ...headers, connection: 'close' },
        signal: AbortSignal.timeout(timeoutMs),
        lookup: (_host, { all }, done) => {
          const family = address.includes(':') ? 6 : 4;
          if (all) done(null, [{ address, family }]);
          else done(null, address, family);
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size <= maxBytes) return;
          reject(new Error(`${url.host} answered too much`));
          call.destroy();
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
        answer.on('error', reject);
      },
    );
    call.on('error', reject);
    // After a change of protocol, which nobody wants here, there is neither an answer nor an error.
    call.once('close', () => reject(new Error(`${url.host} closed the connection without an answer`)));
    call.end(body);
  });
}
