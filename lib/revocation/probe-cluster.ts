import { request } from 'node:https';
import type { ProbeResult, TlsLogin } from './probe-result';

const longestMs = 10_000;

/**
 * Asks a cluster for its API groups with a client certificate. One that is not valid is answered 401 (or
 * refused by TLS); whoever it believes gets an answer, if only that they may not see them (403).
 */
export function probeCluster(login: TlsLogin): Promise<ProbeResult> {
  const { host, port, certificate: cert, privateKey: key, serverCa } = login;
  const trust = serverCa === null ? { rejectUnauthorized: false } : { ca: serverCa };
  return new Promise((resolve) => {
    const asked = request(
      { host, port, path: '/apis', cert, key, ...trust, timeout: longestMs, agent: false },
      (answer) => {
        answer.resume();
        const gone = answer.statusCode === 401;
        const said = gone ? 'refuses the certificate' : 'still takes the certificate';
        resolve({ found: gone ? 'gone' : 'open', detail: `${host}:${port} ${said}.` });
      },
    );
    asked.once('timeout', () => asked.destroy(new Error(`${host}:${port} did not answer in time`)));
    asked.once('error', ({ message }) => {
      const refused = /alert.*(certificate|unknown ca|decrypt error)/i.test(message);
      resolve(
        refused
          ? { found: 'gone', detail: `${host}:${port} refuses the certificate.` }
          : { found: 'unknown', detail: `It could not be tried: ${message}.` },
      );
    });
    asked.end();
  });
}
