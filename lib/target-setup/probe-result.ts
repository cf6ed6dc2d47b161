import { hostWithPort } from '@/lib/core/target/host-address';
import { cantReach, type ProbeAddress } from './probe-address';

/** Whether a target accepted a probe certificate, and a sentence about it. */
export type ProbeResult = {
  outcome: 'refused' | 'accepted' | 'unknown';
  detail: string;
  /** whether the target said that the certificate has expired */
  isExpired?: boolean;
};

/** The login to a database or a cluster with a probe certificate. Keys and certificates are PEM. */
export type TlsLogin = {
  at: ProbeAddress;
  user: string;
  certificate: string;
  privateKey: string;
  /** the authority of the server's certificate; null if it is not known */
  serverCa: string | null;
};

export function refusedResult({ host, port }: ProbeAddress, isExpired = false): ProbeResult {
  return { outcome: 'refused', detail: `${hostWithPort(host, port)} refuses the certificate.`, isExpired };
}

export function acceptedResult({ host, port }: ProbeAddress): ProbeResult {
  return { outcome: 'accepted', detail: `${hostWithPort(host, port)} still accepts the certificate.` };
}

/** The result of a probe that could not run; `cause` is a phrase without a period. */
export function unknownResult(cause: string): ProbeResult {
  return { outcome: 'unknown', detail: `Could not check: ${cause}.` };
}

export function unreachableResult({ host, port }: ProbeAddress): ProbeResult {
  return unknownResult(cantReach(host, port));
}
