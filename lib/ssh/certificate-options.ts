import type { Verb } from '@/lib/core/target/target';
import type { CriticalOptions, Extension } from './certificate';

/** The verbs that a certificate can carry. */
export type CertificateVerb = Extract<Verb, 'Shell' | 'FileTransfer' | 'Tunnel'>;

/** What a certificate for a verb says beside names and times. */
export type CertificateOptions = { criticalOptions: CriticalOptions; extensions: Extension[] };

const refuseCommands =
  'echo "This access is for tunnels only: use ssh -N with -L, or ask for Shell." >&2; exit 1';

const grants: Record<CertificateVerb, CertificateOptions> = {
  Shell: { criticalOptions: {}, extensions: ['permit-pty'] },
  FileTransfer: { criticalOptions: { 'force-command': 'internal-sftp' }, extensions: [] },
  Tunnel: { criticalOptions: { 'force-command': refuseCommands }, extensions: ['permit-port-forwarding'] },
};

/**
 * The options and extensions of a certificate for this verb: a shell without forwarding, sftp and nothing else, or
 * forwarding of ports without a command.
 *
 * @param sourceAddresses addresses or CIDR ranges from which alone the certificate may be used; none means any.
 */
export function certificateOptions(
  verb: CertificateVerb,
  sourceAddresses: readonly string[] = [],
): CertificateOptions {
  const { criticalOptions, extensions } = grants[verb];
  const from = sourceAddresses.length > 0 ? { 'source-address': sourceAddresses.join(',') } : {};
  return { criticalOptions: { ...criticalOptions, ...from }, extensions: [...extensions] };
}
