import { createHash, randomInt } from 'node:crypto';

/** How long a sign-in of zli may take, in minutes, and how long it then lasts, in hours. */
export const loginMinutes = 10;
export const tokenHours = 12;

// Without vowels and look-alikes: it spells no words, and can be read out.
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** A code that people type, like `BCDF-GHJK`. */
export function newUserCode(): string {
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What somebody typed, as the code is stored: case, spaces and dashes don't matter. */
export function readUserCode(typed: string): string {
  const code = typed.toUpperCase().replace(/[^A-Z]/g, '');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The challenge of a PKCE verifier (RFC 7636, S256). */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
