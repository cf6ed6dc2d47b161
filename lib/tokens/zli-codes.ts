import { createHash, randomInt } from 'node:crypto';

/** How long a pending sign-in of zli is valid. */
export const loginMinutes = 10;

// Without vowels and similar letters, so that codes spell no words and are easy to read out.
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** Generates a user code, such as `BCDF-GHJK`. */
export function newUserCode(): string {
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** Normalizes a typed user code: ignores case, spaces and dashes. */
export function readUserCode(typed: string): string {
  const code = typed.toUpperCase().replace(/[^A-Z]/g, '');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The challenge of a PKCE verifier (RFC 7636, S256). */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
