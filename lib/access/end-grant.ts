import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireLink, requirePerson } from '@/lib/authority/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type RequestView, standingAt } from '@/lib/core/request';
import { endGrantRow } from '@/lib/db/grants';
import { closeRequest, findRequest } from '@/lib/db/requests';
import { databaseNow, inTransaction, lockForDecision } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { reread } from './finish-request';
import { auditAbout, auditFacts } from './request-facts';
import { tellEnded } from './tell-change';

const inputSchema = z.object({ requestId: z.uuid() });

/**
 * Ends live access now: its owner gives it back, or an admin revokes it (R11). Throws `not-found`,
 * `forbidden`, `not-linked` or `already-ended`.
 */
export async function endGrant(ctx: Context, input: unknown): Promise<RequestView> {
  const { requestId } = parse(inputSchema, input);
  return inTransaction(async (tx) => {
    const { organizationId } = ctx;
    await lockForDecision(tx, organizationId);
    const person = await requirePerson(ctx, tx);
    const request = await findRequest(organizationId, requestId, tx);
    const isOwner = request?.requester.id === person.id;
    // To anybody but its owner and the admins a request does not exist.
    if (!request || (!isOwner && person.role !== 'Admin')) {
      throw new AccessError('not-found', 'There is no such access here.');
    }
    if (!isOwner) await requireLink(ctx, tx);
    const now = await databaseNow(tx);
    const to = isOwner ? 'Relinquished' : 'Revoked';
    if (!(await endGrantRow(tx, { requestId, to, endedAt: now, endedById: person.id }))) {
      const standing = standingAt(request, now).toLowerCase();
      throw new AccessError('already-ended', `This access is not live: the request is ${standing}.`, {
        requestId,
      });
    }
    await closeRequest(tx, requestId);
    const ended = await reread(tx, organizationId, requestId);
    const data = { ...auditFacts(ended), by: isOwner ? ('owner' as const) : ('admin' as const) };
    await record(tx, ctx, { action: 'end-grant', data }, auditAbout(ended));
    await tellEnded(tx, { organizationId, request: ended });
    return ended;
  });
}
