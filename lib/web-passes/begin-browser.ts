import { z } from 'zod';
import { findWebAddress } from '@/lib/db/connections/web-passes';
import { parse } from '@/lib/parse';
import { fingerprint, newToken } from '@/lib/secrets';
import { isSecureAddress } from './is-secure-address';

const inputSchema = z.object({ targetId: z.uuid() });

/**
 * A nonce for the browser that opens a web app, as a cookie of the app's host, and the challenge that goes to the console
 * in its place: the ticket that comes back works in this browser only. `isSecure` says whether the app is on https. Throws
 * `invalid`.
 */
export async function beginBrowser(
  input: unknown,
): Promise<{ nonce: string; challenge: string; isSecure: boolean }> {
  const { targetId } = parse(inputSchema, input);
  const nonce = newToken();
  return { nonce, challenge: fingerprint(nonce), isSecure: isSecureAddress(await findWebAddress(targetId)) };
}
