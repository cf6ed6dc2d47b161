import pg from 'pg';
import { type ProbeResult, type TlsLogin, unknownResult } from './probe-result';

const timeoutMs = 10_000;
// Class 28, invalid authorization (PostgreSQL, appendix A), and TLS alerts about the client certificate.
const refused = /^28/;
const refusedByTls = /alert.*(certificate|unknown ca)|certificate (has expired|revoked)/i;

/** Logs in to PostgreSQL with a client certificate and disconnects. */
export async function probePostgres(login: TlsLogin): Promise<ProbeResult> {
  const { host, port, user, certificate: cert, privateKey: key, serverCa } = login;
  const ssl = { key, cert, ...(serverCa === null ? { rejectUnauthorized: false } : { ca: serverCa }) };
  const client = new pg.Client({ host, port, user, database: user, ssl, connectionTimeoutMillis: timeoutMs });
  client.on('error', () => undefined); // `connect` throws the error
  try {
    await client.connect();
    return accepted(login);
  } catch (error) {
    return readFailure(error, login);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function readFailure(error: unknown, login: TlsLogin): ProbeResult {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  // The database does not exist; PostgreSQL checks that after the login.
  if (code === '3D000') return accepted(login);
  if (refused.test(code) || refusedByTls.test(message)) {
    return { outcome: 'refused', detail: `${login.host}:${login.port} refuses the login.` };
  }
  return unknownResult(message.split('\n')[0] ?? message);
}

function accepted({ host, port }: TlsLogin): ProbeResult {
  return { outcome: 'accepted', detail: `${host}:${port} still accepts the certificate.` };
}
