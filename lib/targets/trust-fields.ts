import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { TargetType } from '@/lib/core/target/target';

const hostKey =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]+={0,2}( .*)?$/;

/**
 * The identity of a target (host keys of a server, otherwise the CA of its TLS certificate), and the addresses that a
 * server accepts certificates from. One per line. Empty if not known.
 */
export const trustFields = z.object({
  serverIdentity: z.string().max(50_000, 'Use at most 50,000 characters.').default(''),
  sourceAddresses: z.string().max(5_000, 'Use at most 5,000 characters.').default(''),
});

/** The lines of a text without blank lines and comments. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The error in the identity of a target; null if it is valid. */
export function identityError(type: TargetType, text: string): string | null {
  if (text.trim() === '') return null;
  if (type === 'Web') return 'Leave empty. The proxy in front of a web app identifies it.';
  if (type === 'Bzero' || type === 'DynamicAccessConfig') {
    const invalid = linesOf(text).find((line) => !hostKey.test(line));
    return invalid === undefined
      ? null
      : `“${invalid.slice(0, 40)}” is not a host key. Enter lines like ssh-ed25519 AAAA….`;
  }
  return isCertificate(text) ? null : 'Enter the certificate of its CA in PEM format (BEGIN CERTIFICATE).';
}

/** The error in a list of addresses and CIDR blocks; null if all are valid. */
export function addressError(lines: readonly string[]): string | null {
  const invalid = lines.find((line) => !isBlock(line));
  return invalid === undefined
    ? null
    : `“${invalid.slice(0, 40)}” is not an IP address or a block like 10.0.0.0/8.`;
}

function isBlock(line: string): boolean {
  const [address = '', prefix, ...rest] = line.split('/');
  const version = isIP(address);
  // sshd reads no zone there.
  if (version === 0 || address.includes('%') || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject.length >= 0;
  } catch {
    return false;
  }
}
