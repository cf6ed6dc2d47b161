import type { Verb } from '@/lib/core/target/target';
import type { CriticalOptions, Extension } from './certificate';

/** The actions that a certificate can permit. */
export type CertificateVerb = Extract<Verb, 'Shell' | 'FileTransfer' | 'Tunnel'>;

/** The critical options and extensions of a certificate. */
type CertificateOptions = { criticalOptions: CriticalOptions; extensions: Extension[] };

const refuseCommands =
  'echo "This access is for tunnels only. Use ssh -N with -L, or request Shell." >&2; exit 1';

const optionsByVerb: Record<CertificateVerb, CertificateOptions> = {
  Shell: { criticalOptions: {}, extensions: ['permit-pty'] },
  FileTransfer: { criticalOptions: { 'force-command': 'internal-sftp' }, extensions: [] },
  Tunnel: { criticalOptions: { 'force-command': refuseCommands }, extensions: ['permit-port-forwarding'] },
};

/**
 * The options of a certificate for an action: a shell without forwarding, only sftp, or only port forwarding.
 *
 * @param sourceAddresses addresses or CIDR ranges from which the certificate can be used; empty means any.
 */
export function certificateOptions(
  verb: CertificateVerb,
  sourceAddresses: readonly string[] = [],
): CertificateOptions {
  const { criticalOptions, extensions } = optionsByVerb[verb];
  const source = sourceAddresses.length > 0 ? { 'source-address': sourceAddresses.join(',') } : {};
  return { criticalOptions: { ...criticalOptions, ...source }, extensions: [...extensions] };
}
