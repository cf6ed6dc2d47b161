import { isIP } from 'node:net';
import pg from 'pg';
import {
  acceptedResult,
  type ProbeResult,
  refusedResult,
  type TlsLogin,
  unreachableResult,
} from './probe-result';

const timeoutMs = 10_000;
// Class 28, invalid authorization (PostgreSQL, appendix A), and TLS alerts about the client certificate.
const refused = /^28/;
const refusedByTls = /alert.*(certificate|unknown ca)|certificate (has expired|revoked)/i;

/** Logs in to PostgreSQL with a client certificate and disconnects. */
export async function probePostgres(login: TlsLogin): Promise<ProbeResult> {
  const { at, user, certificate: cert, privateKey: key, serverCa } = login;
  // The server's certificate is for its name, not for the address.
  const name = isIP(at.host) === 0 ? { servername: at.host } : {};
  const trust = serverCa === null ? { rejectUnauthorized: false } : { ca: serverCa };
  const client = new pg.Client({
    host: at.address,
    port: at.port,
    user,
    database: user,
    ssl: { key, cert, ...trust, ...name },
    connectionTimeoutMillis: timeoutMs,
  });
  client.on('error', () => undefined); // `connect` throws the error
  try {
    await client.connect();
    return acceptedResult(at);
  } catch (error) {
    const { code = '', message = String(error) } = error as { code?: string; message?: string };
    // The database does not exist; PostgreSQL checks that after the login.
    if (code === '3D000') return acceptedResult(at);
    if (!refused.test(code) && !refusedByTls.test(message)) return unreachableResult(at);
    return refusedResult(at, /expired/i.test(message));
  } finally {
    void client.end().catch(() => undefined); // after a failed handshake it may never resolve
  }
}
