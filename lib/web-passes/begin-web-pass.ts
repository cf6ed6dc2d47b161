import { z } from 'zod';
import { openConnection } from '@/lib/connections/open-connection';
import type { Context } from '@/lib/context';
import { webAddress } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { insertTicket } from '@/lib/db/connections/web-passes';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { fingerprint, newToken } from '@/lib/secrets';

const inputSchema = z.object({
  targetId: z.uuid(),
  /** path within the app */
  to: z.string().max(4000).default('/'),
  /** of the browser's nonce */
  challenge: z.string().regex(/^[\da-f]{64}$/),
  /** the console session of the browser */
  sessionId: z.string().regex(/^[\da-f]{64}$/),
});

const ticketSeconds = 60;

/**
 * Opens a session for a web app. Returns the address on the app's host that exchanges a one-time ticket for a pass, in the
 * browser that has the nonce. The pass ends with the console session.
 * Throws `unreachable`, `no-access`, and the other errors of `openConnection`.
 */
export async function beginWebPass(ctx: Context, input: unknown): Promise<{ location: string }> {
  const { targetId, to, challenge, sessionId } = parse(inputSchema, input);
  const { connection, target } = await openConnection(ctx, { targetId, targetType: 'Web' }, true);
  const app = webAddress(target);
  if (!app)
    throw new AccessError('unreachable', `${target.name} has no web address. Ask an admin to add it.`);
  const ticket = newToken();
  await inTransaction(async (tx) => {
    const expiresAt = new Date((await databaseNow(tx)).getTime() + ticketSeconds * 1000);
    const { organizationId } = ctx;
    await insertTicket(tx, {
      id: fingerprint(ticket),
      organizationId,
      connectionId: connection.id,
      sessionId,
      challenge,
      expiresAt,
    });
  });
  const location = new URL('/.bzero/callback', app);
  location.searchParams.set('ticket', ticket);
  location.searchParams.set('to', pathWithin(to));
  return { location: location.href };
}

/** Returns a path on the same host; `/` for anything that leads to another host. */
export function pathWithin(to: string): string {
  const base = 'http://app.invalid';
  if (!to.startsWith('/') || !URL.canParse(to, base)) return '/';
  const { origin, pathname, search } = new URL(to, base);
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}
