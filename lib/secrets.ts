import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';

/** A key of `ENCRYPTION_KEYS`: 32 bytes, and the id that is stored with each secret that it seals. */
export type SealingKey = { id: string; key: Buffer };

/** A sealed secret and the id of the key that opens it. */
export type Sealed = { keyId: string; bytes: Buffer };

const nonceLength = 12;
const tagLength = 16;

/**
 * Seals a secret with AES-256-GCM and the first key. `open` needs the same `boundTo` (a row's id), so a sealed value
 * copied into another row cannot be opened.
 */
export function seal(keys: readonly SealingKey[], secret: string, boundTo: string): Sealed {
  const key = keys[0];
  if (!key) throw new Error('ENCRYPTION_KEYS has no key');
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key.key, nonce).setAAD(Buffer.from(boundTo));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return { keyId: key.id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
}

/** Opens a sealed secret. Throws if the key is missing, `boundTo` differs, or a byte was changed. */
export function open(keys: readonly SealingKey[], sealed: Sealed, boundTo: string): string {
  const key = keys.find((candidate) => candidate.id === sealed.keyId);
  if (!key) throw new Error(`ENCRYPTION_KEYS has no key ${sealed.keyId}; add it back after the first key`);
  const nonce = sealed.bytes.subarray(0, nonceLength);
  const tag = sealed.bytes.subarray(nonceLength, nonceLength + tagLength);
  const decipher = createDecipheriv('aes-256-gcm', key.key, nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
  const body = sealed.bytes.subarray(nonceLength + tagLength);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

/** A new token: 256 random bits, safe in a URL. Store only its fingerprint. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a token in hexadecimal, stored instead of the token. */
export function fingerprint(token: string): string {
  return hash('sha256', token);
}
