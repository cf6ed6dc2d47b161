/** Whether a target accepted a probe certificate, and a sentence about it. */
export type ProbeResult = { outcome: 'refused' | 'accepted' | 'unknown'; detail: string };

/** The login to a database or a cluster with a probe certificate. Keys and certificates are PEM. */
export type TlsLogin = {
  host: string;
  port: number;
  user: string;
  certificate: string;
  privateKey: string;
  /** the authority of the server's certificate; null if it is not known */
  serverCa: string | null;
};

/** The result of a probe that could not run; `cause` is a phrase without a period. */
export function unknownResult(cause: string): ProbeResult {
  return { outcome: 'unknown', detail: `Could not check: ${cause}.` };
}
