import { z } from 'zod';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { AccessError } from '@/lib/core/error';
import { describeLateDecision } from '@/lib/core/text/request';
import type { Tx } from '@/lib/db/client';
import { findRequest } from '@/lib/db/requests/requests';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { cancel, getRequestOrThrow, timeOut } from './transitions';

const inputSchema = z.object({ requestId: z.uuid() });

/**
 * Cancels the caller's own pending request. Throws `not-found`, `forbidden` for an admin who is not the requester, or
 * `already-decided`.
 */
export async function cancelRequest(ctx: Context, input: unknown): Promise<RequestView> {
  const { requestId } = parse(inputSchema, input);
  const outcome = await inTransaction((tx) => cancelOwn(tx, ctx, requestId));
  // Thrown outside the transaction, which keeps a time-out that it found.
  if (outcome instanceof AccessError) throw outcome;
  return outcome;
}

async function cancelOwn(tx: Tx, ctx: Context, requestId: string): Promise<RequestView | AccessError> {
  const { organizationId } = ctx;
  const person = await requireSubject(ctx, tx);
  const request = await findRequest(organizationId, requestId, tx);
  const isOwner = request?.requester.id === person.id;
  if (!request || (!isOwner && person.role !== 'Admin'))
    throw new AccessError('not-found', 'Request not found.');
  if (!isOwner)
    throw new AccessError('forbidden', 'Only the requester can cancel this request. You can deny it.');
  const now = await databaseNow(tx);
  if (statusAt(request, now) === 'Lapsed') await timeOut(tx, organizationId, requestId);
  const cancelled = await cancel(tx, ctx, requestId, { why: 'the requester cancelled it', own: true, now });
  if (cancelled) return cancelled;
  const current = await getRequestOrThrow(tx, organizationId, requestId);
  return new AccessError('already-decided', describeLateDecision(current, now), { requestId });
}
