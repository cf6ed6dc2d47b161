import pg from 'pg';
import type { ProbeResult, TlsLogin } from './probe-result';

const longestMs = 10_000;
// Class 28, invalid authorization (PostgreSQL, appendix A), and alerts of TLS about our certificate.
const refused = /^28/;
const refusedByTls = /alert.*(certificate|unknown ca)|certificate (has expired|revoked)/i;

/** Logs in to a PostgreSQL with a client certificate and leaves at once. */
export async function probePostgres(login: TlsLogin): Promise<ProbeResult> {
  const { host, port, user, certificate: cert, privateKey: key, serverCa } = login;
  const ssl = { key, cert, ...(serverCa === null ? { rejectUnauthorized: false } : { ca: serverCa }) };
  const client = new pg.Client({ host, port, user, database: user, ssl, connectionTimeoutMillis: longestMs });
  client.on('error', () => undefined); // what fails is thrown by `connect`
  try {
    await client.connect();
    return open(login);
  } catch (error) {
    return readFailure(error, login);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function readFailure(error: unknown, login: TlsLogin): ProbeResult {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  // There is no such database: it was asked for after the login had succeeded.
  if (code === '3D000') return open(login);
  if (refused.test(code) || refusedByTls.test(message)) {
    return { found: 'gone', detail: `${login.host}:${login.port} refuses the login.` };
  }
  return { found: 'unknown', detail: `It could not be tried: ${message.split('\n')[0]}.` };
}

function open({ host, port }: TlsLogin): ProbeResult {
  return { found: 'open', detail: `${host}:${port} still lets the certificate log in.` };
}
