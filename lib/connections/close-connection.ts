import { z } from 'zod';
import { requireLink } from '@/lib/authorization/require-person';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findConnection } from '@/lib/db/connections/connections';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { cutConnection } from './cut-connection';

const inputSchema = z.object({ connectionId: z.uuid() });

/**
 * Closes a connection of the caller, or for an admin and their programs of anybody. Does nothing when it is closed already. Throws
 * `not-found` or `not-linked`.
 */
export async function closeConnection(ctx: Context, input: unknown): Promise<void> {
  const { connectionId } = parse(inputSchema, input);
  await inTransaction(async (tx) => {
    const person = await requireSubject(ctx, tx);
    const connection = await findConnection(ctx.organizationId, connectionId, tx);
    const own = connection?.person.id === person.id;
    if (!connection || (!own && person.role !== 'Admin')) {
      throw new AccessError('not-found', 'Session not found.');
    }
    if (!own) await requireLink(ctx, tx);
    // zli also reports the end of its own program, for example of an ssh that could not reach its host.
    const words = own && ctx.via === 'zli' ? 'zli ended it' : `${person.email} closed it`;
    await cutConnection(tx, ctx, connection, { at: await databaseNow(tx), reason: 'closed', words });
  });
}
