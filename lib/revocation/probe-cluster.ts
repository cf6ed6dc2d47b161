import { request } from 'node:https';
import { type ProbeResult, type TlsLogin, unknownResult } from './probe-result';

const timeoutMs = 10_000;

/**
 * Requests the API groups of a cluster with a client certificate. The cluster answers 401 (or refuses TLS) if the
 * certificate is not valid, and anything else, such as 403, if it is.
 */
export function probeCluster(login: TlsLogin): Promise<ProbeResult> {
  const { host, port, certificate: cert, privateKey: key, serverCa } = login;
  const trust = serverCa === null ? { rejectUnauthorized: false } : { ca: serverCa };
  return new Promise((resolve) => {
    const call = request(
      { host, port, path: '/apis', cert, key, ...trust, timeout: timeoutMs, agent: false },
      (response) => {
        response.resume();
        resolve(
          response.statusCode === 401
            ? { outcome: 'refused', detail: `${host}:${port} refuses the certificate.` }
            : { outcome: 'accepted', detail: `${host}:${port} still accepts the certificate.` },
        );
      },
    );
    call.once('timeout', () => call.destroy(new Error(`${host}:${port} did not respond in time`)));
    call.once('error', ({ message }) => {
      const isRefused = /alert.*(certificate|unknown ca|decrypt error)/i.test(message);
      resolve(
        isRefused
          ? { outcome: 'refused', detail: `${host}:${port} refuses the certificate.` }
          : unknownResult(message),
      );
    });
    call.end();
  });
}
