import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import type { ConnectionView } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { findConnection } from '@/lib/db/connections/connections';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ connectionId: z.uuid() });

/** One connection of the caller, or for admins and their API keys of anybody. Throws `forbidden`, `not-found`. */
export async function getConnection(ctx: Context, input: unknown): Promise<ConnectionView> {
  const { connectionId } = parse(inputSchema, input);
  const person = ctx.actor.kind === 'user' ? await requirePerson(ctx) : null;
  const connection = await findConnection(ctx.organizationId, connectionId);
  if (connection && connection.person.id === person?.id) return connection;
  await requireAdminOrKey(ctx);
  if (!connection) throw new AccessError('not-found', 'Session not found.');
  return connection;
}
