import { createHash, createPublicKey } from 'node:crypto';
import { AccessError } from '@/lib/core/error';
import type { TargetType } from '@/lib/core/target/target';
import { keyFingerprint, type PublicKey, readPublicKey } from '@/lib/ssh/public-key';

/** The public key to certify; its format depends on the type of target, and on what the certificate is for. */
export type SubjectKey =
  | { kind: 'ssh'; key: PublicKey; keyFingerprint: string }
  | { kind: 'x509'; spkiPem: string; keyFingerprint: string };

/**
 * Reads a client's public key. `hasRoute` says whether ssh leads to the target: a database or web app has one behind a
 * server. Throws `key-not-accepted`, or `invalid` for a web app without a route.
 */
export function readSubjectKey(type: TargetType, text: string, hasRoute: boolean): SubjectKey {
  switch (type) {
    case 'Bzero':
    case 'DynamicAccessConfig':
      return readSshKey(text);
    case 'Cluster':
      return readX509Key(text);
    case 'Db':
      return hasRoute && !text.startsWith('-----') ? readSshKey(text) : readX509Key(text);
    case 'Web':
      if (hasRoute) return readSshKey(text);
      throw new AccessError('invalid', 'Web apps don’t use certificates. Open the address in a browser.');
  }
}

function readSshKey(line: string): SubjectKey {
  const key = readPublicKey(line);
  if ('refused' in key) throw new AccessError('key-not-accepted', key.refused);
  return { kind: 'ssh', key, keyFingerprint: keyFingerprint(key) };
}

function readX509Key(pem: string): SubjectKey {
  const key = readSpki(pem);
  if (key?.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new AccessError('key-not-accepted', 'Send a P-256 public key as PEM (BEGIN PUBLIC KEY).');
  }
  const der = key.export({ type: 'spki', format: 'der' });
  const digest = createHash('sha256').update(der).digest('base64').replace(/=+$/, '');
  const spkiPem = key.export({ type: 'spki', format: 'pem' }) as string;
  return { kind: 'x509', spkiPem, keyFingerprint: `SHA256:${digest}` };
}

function readSpki(pem: string) {
  // createPublicKey would accept a private key or a certificate too.
  if (!pem.startsWith('-----BEGIN PUBLIC KEY-----')) return null;
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}
