import { z } from 'zod';
import { requirePerson } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { RequestView } from '@/lib/core/request';
import { findRequest } from '@/lib/db/requests';
import { databaseNow, inTransaction, lockForDecision } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { cancel, reread } from './finish-request';
import { sayDecided } from './say-decided';

const inputSchema = z.object({ requestId: z.uuid() });

/**
 * Takes back one's own pending request. Throws `not-found`, `forbidden` when it is somebody else's, or
 * `already-decided`.
 */
export async function cancelRequest(ctx: Context, input: unknown): Promise<RequestView> {
  const { requestId } = parse(inputSchema, input);
  return inTransaction(async (tx) => {
    await lockForDecision(tx, ctx.organizationId);
    const person = await requirePerson(ctx, tx);
    const request = await findRequest(ctx.organizationId, requestId, tx);
    if (!request) throw new AccessError('not-found', 'There is no such request here.');
    if (request.requester.id !== person.id) {
      throw new AccessError(
        'forbidden',
        'Only the person who asked takes a request back. An admin may deny it.',
      );
    }
    const how = { why: 'its person took it back', own: true, now: await databaseNow(tx) };
    if (!(await cancel(tx, ctx, requestId, how))) {
      const current = await reread(tx, ctx.organizationId, requestId);
      throw new AccessError('already-decided', sayDecided(current), { requestId });
    }
    return reread(tx, ctx.organizationId, requestId);
  });
}
