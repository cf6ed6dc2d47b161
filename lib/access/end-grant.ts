import { z } from 'zod';
import { requireLink, requirePerson } from '@/lib/authorization/require-person';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import type { RequestView } from '@/lib/core/access/request';
import { AccessError } from '@/lib/core/error';
import { formatStatus, outcomeFacts } from '@/lib/core/text/request';
import { findRequest } from '@/lib/db/requests/requests';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { end } from './transitions';

const inputSchema = z.object({ requestId: z.uuid() });

/**
 * Ends active access now: its requester does, or an admin revokes it (R11). Throws `not-found`, `forbidden` for
 * an admin's API key or service account, `not-linked` or `already-ended`.
 */
export async function endGrant(ctx: Context, input: unknown): Promise<RequestView> {
  const { requestId } = parse(inputSchema, input);
  return inTransaction(async (tx) => {
    const { organizationId } = ctx;
    const person = await requireSubject(ctx, tx);
    const request = await findRequest(organizationId, requestId, tx);
    const isOwner = request?.requester.id === person.id;
    // For anybody but its requester and the admins a request does not exist.
    if (!request || (!isOwner && person.role !== 'Admin')) {
      throw new AccessError('not-found', 'Access not found.');
    }
    if (!isOwner) {
      // A program decides nothing about the access of others.
      await requirePerson(ctx, tx);
      await requireLink(ctx, tx);
    }
    const now = await databaseNow(tx);
    const ended = await end(tx, ctx, requestId, { byId: person.id, own: isOwner, now });
    if (!ended) {
      const status = formatStatus(outcomeFacts(request, now)).toLowerCase();
      throw new AccessError('already-ended', `This access is not active: ${status}.`, { requestId });
    }
    return ended;
  });
}
