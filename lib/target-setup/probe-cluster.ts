import { request } from 'node:https';
import { isIP } from 'node:net';
import { farthestAhead } from './find-clock-difference';
import {
  acceptedResult,
  type ProbeResult,
  refusedResult,
  type TlsLogin,
  unreachableResult,
} from './probe-result';

const timeoutMs = 10_000;

/**
 * Requests the API groups of a cluster with a client certificate. The cluster answers 401 (or refuses TLS) if the
 * certificate is not valid, and anything else, such as 403, if it is.
 */
export function probeCluster(login: TlsLogin): Promise<ProbeResult> {
  const { at, certificate: cert, privateKey: key, serverCa } = login;
  const trust = serverCa === null ? { rejectUnauthorized: false } : { ca: serverCa };
  // The server's certificate is for its name, not for the address.
  const servername = isIP(at.host) === 0 ? at.host : '';
  const connection = {
    host: at.address,
    port: at.port,
    servername,
    timeout: timeoutMs,
    agent: false,
  } as const;
  return new Promise((resolve) => {
    const call = request({ ...connection, path: '/apis', cert, key, ...trust }, (response) => {
      response.resume();
      // It answers 401 to every certificate that it does not accept, and says what time it is.
      const ahead = (Date.parse(response.headers.date ?? '') - Date.now()) / 1000;
      const isExpired = ahead >= farthestAhead;
      resolve(response.statusCode === 401 ? refusedResult(at, isExpired) : acceptedResult(at));
    });
    call.once('timeout', () => call.destroy(new Error('timeout')));
    call.once('error', ({ message }) => {
      const isRefused = /alert.*(certificate|unknown ca|decrypt error)/i.test(message);
      resolve(isRefused ? refusedResult(at, /expired/i.test(message)) : unreachableResult(at));
    });
    call.end();
  });
}
