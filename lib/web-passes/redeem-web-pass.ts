import { z } from 'zod';
import { findWebAddress, redeemTicket } from '@/lib/db/connections/web-passes';
import { parse } from '@/lib/parse';
import { fingerprint, newToken } from '@/lib/secrets';
import { isSecureAddress } from './is-secure-address';

/** What a browser sends in a cookie for https only, and in another one. */
export type CookiePair = { secure: string | null; plain: string | null };

const value = z.string().max(200).nullable();
export const cookiePair = z.object({ secure: value, plain: value });

const inputSchema = z.object({ targetId: z.uuid(), ticket: z.string().max(200), nonces: cookiePair });

/** How long a pass is valid at most, in hours. Access and the console session are also looked up at every request. */
export const passHours = 12;

/**
 * Exchanges a ticket for the token of a pass, once, for its own app and in its own browser only; `token` is null if it is
 * not valid there.
 */
export async function redeemWebPass(input: unknown): Promise<{ token: string | null; isSecure: boolean }> {
  const { targetId, ticket, nonces } = parse(inputSchema, input);
  const isSecure = isSecureAddress(await findWebAddress(targetId));
  const nonce = isSecure ? nonces.secure : nonces.plain;
  if (nonce === null) return { token: null, isSecure };
  const token = newToken();
  const ids = { ticketId: fingerprint(ticket), passId: fingerprint(token), challenge: fingerprint(nonce) };
  return { token: (await redeemTicket({ ...ids, targetId, hours: passHours })) ? token : null, isSecure };
}
