import { createHmac } from 'node:crypto';
import { env } from '@/lib/env';

/** A hash that only this server can compute, so that nobody forges it, or finds out by guessing what was hashed. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac('sha256', env().sessionSecret).update(`${purpose}\n${text}`).digest('base64url');
}
