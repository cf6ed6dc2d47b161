import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import type { ConnectionView } from '@/lib/core/access/connection';
import { AccessError } from '@/lib/core/error';
import { findConnection } from '@/lib/db/connections/connections';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ connectionId: z.uuid() });

/** One connection of the caller, or for admins and their programs of anybody. Throws `forbidden`, `not-found`. */
export async function getConnection(ctx: Context, input: unknown): Promise<ConnectionView> {
  const { connectionId } = parse(inputSchema, input);
  const own = await requireSubject(ctx);
  const connection = await findConnection(ctx.organizationId, connectionId);
  if (connection && connection.person.id === own.id) return connection;
  await requireAdminOrKey(ctx);
  if (!connection) throw new AccessError('not-found', 'Session not found.');
  return connection;
}
