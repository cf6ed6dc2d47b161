import { z } from 'zod';
import { requireAdminSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { subjectKinds } from '@/lib/core/subject';
import { findConnection, findOpenConnectionIds } from '@/lib/db/connections/connections';
import { findSubject } from '@/lib/db/people/people';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { cutConnection } from './cut-connection';

const inputSchema = z.object({ subjectId: z.uuid(), kinds: z.array(z.enum(subjectKinds)).optional() });

/**
 * Closes all open connections of a subject, of one of some kinds. Its access stays, so it can connect again. Admins and their
 * programs only. Returns how many it closed. Throws `invalid`, `forbidden`, `not-found`.
 */
export async function closeSubjectConnections(ctx: Context, input: unknown): Promise<number> {
  const { subjectId, kinds = subjectKinds } = parse(inputSchema, input);
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    const actor = await requireAdminSubject(ctx, tx);
    const subject = await findSubject(organizationId, subjectId, tx);
    if (!subject || !kinds.includes(subject.kind)) throw new AccessError('not-found', 'Subject not found.');
    const closed = {
      at: await databaseNow(tx),
      reason: 'closed' as const,
      words: `${actor.email} closed it`,
    };
    let count = 0;
    for (const id of await findOpenConnectionIds(organizationId, subjectId, tx)) {
      const connection = await findConnection(organizationId, id, tx);
      if (connection && (await cutConnection(tx, ctx, connection, closed))) count += 1;
    }
    return count;
  }, 60_000);
}
