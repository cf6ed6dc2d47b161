import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A key of `ENCRYPTION_KEYS`: 32 bytes and the id that is stored beside what it seals. */
export type SealingKey = { id: string; key: Buffer };

/** A sealed secret and the id of the key that opens it. */
export type Sealed = { keyId: string; bytes: Buffer };

const nonceLength = 12;
const tagLength = 16;

/**
 * Seals a secret with AES-256-GCM under the first key. `boundTo` (a row's id) must be given again to open
 * it, so a sealed value copied into another row stays shut.
 */
export function seal(keys: readonly SealingKey[], secret: string, boundTo: string): Sealed {
  const key = keys[0];
  if (!key) throw new Error('ENCRYPTION_KEYS has no key');
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key.key, nonce).setAAD(Buffer.from(boundTo));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return { keyId: key.id, bytes: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
}

/** Opens what `seal` made. Throws when the key is gone, the row is another one or a byte was changed. */
export function open(keys: readonly SealingKey[], sealed: Sealed, boundTo: string): string {
  const key = keys.find((candidate) => candidate.id === sealed.keyId);
  if (!key) throw new Error(`ENCRYPTION_KEYS has no key ${sealed.keyId}; add it again after the first`);
  const nonce = sealed.bytes.subarray(0, nonceLength);
  const tag = sealed.bytes.subarray(nonceLength, nonceLength + tagLength);
  const decipher = createDecipheriv('aes-256-gcm', key.key, nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
  const body = sealed.bytes.subarray(nonceLength + tagLength);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

/** A token to hand out once: 256 random bits, safe in a URL. Only its fingerprint is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of a token, in hexadecimal: what is stored instead of it. */
export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
