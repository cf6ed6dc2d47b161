import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { TargetType } from '@/lib/core/target/target';

const hostKey =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]+={0,2}( .*)?$/;

/**
 * Whom to believe that it is the target, and from where its certificates may be used. Empty text is nothing
 * known; a line each.
 */
export const trustFields = z.object({
  serverIdentity: z.string().max(50_000, 'Keep it below 50,000 characters.').default(''),
  sourceAddresses: z.string().max(5_000, 'Keep it below 5,000 characters.').default(''),
});

/** The lines of a text that say something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** What is wrong with an identity of a type of target, in words; null when nothing is. */
export function identityFault(type: TargetType, text: string): string | null {
  if (text.trim() === '') return null;
  if (type === 'Web') return 'A web app has none: the proxy in front of it is asked.';
  if (type === 'Bzero' || type === 'DynamicAccessConfig') {
    const wrong = linesOf(text).find((line) => !hostKey.test(line));
    return wrong === undefined
      ? null
      : `“${wrong.slice(0, 40)}” is no host key: paste lines like ssh-ed25519 AAAA….`;
  }
  return isCertificate(text) ? null : 'Paste the certificate of its CA as PEM (BEGIN CERTIFICATE).';
}

/** The first of some lines that is no address or block of addresses; null when all are. */
export function addressFault(lines: readonly string[]): string | null {
  const wrong = lines.find((line) => !isBlock(line));
  return wrong === undefined ? null : `“${wrong.slice(0, 40)}” is no address or block like 10.0.0.0/8.`;
}

function isBlock(line: string): boolean {
  const [address = '', prefix, ...rest] = line.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject.length >= 0;
  } catch {
    return false;
  }
}
