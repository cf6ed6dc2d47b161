import { newToken } from '@/lib/secrets';

const prefix = 'activation-';

/** A new token with which one machine registers, once. Store only its fingerprint. */
export function newActivationToken(): string {
  return `${prefix}${newToken()}`;
}

/** Whether a key that a server sends is such a token: no API key begins like one. */
export function isActivationToken(key: string): boolean {
  return key.startsWith(prefix);
}
