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
  /** where in the app they want to be */
  to: z.string().max(4000).default('/'),
});

const ticketSeconds = 60;

/**
 * Lets the person into a web app that they have access to now: gives the address, on the app's own host,
 * that turns their one-time ticket into a pass. Throws what `openConnection` throws, `no-access` above all.
 */
export async function beginWebPass(ctx: Context, input: unknown): Promise<{ location: string }> {
  const { targetId, to } = parse(inputSchema, input);
  const { connection, target } = await openConnection(ctx, { targetId, targetType: 'Web' });
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
      expiresAt,
    });
  });
  const location = new URL('/.bzero/callback', app);
  location.searchParams.set('ticket', ticket);
  location.searchParams.set('to', pathWithin(to));
  return { location: location.href };
}

/** A path within one host: whatever would lead elsewhere leads to its start. */
export function pathWithin(to: string): string {
  const base = 'http://app.invalid';
  if (!to.startsWith('/') || !URL.canParse(to, base)) return '/';
  const { origin, pathname, search } = new URL(to, base);
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}
