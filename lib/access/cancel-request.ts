import { z } from 'zod';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { AccessError } from '@/lib/core/error';
import { describeLateDecision } from '@/lib/core/text/request';
import type { Tx } from '@/lib/db/client';
import { findRequest } from '@/lib/db/requests/requests';
import { databaseNow, inTransaction, lockForDecision } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { cancel, getRequestOrThrow, timeOut } from './transitions';

const inputSchema = z.object({ requestId: z.uuid() });

/**
 * Takes back one's own pending request. Throws `not-found`, `forbidden` for an admin when it is somebody
 * else's, or `already-decided`.
 */
export async function cancelRequest(ctx: Context, input: unknown): Promise<RequestView> {
  const { requestId } = parse(inputSchema, input);
  const outcome = await inTransaction((tx) => takeBack(tx, ctx, requestId));
  // Thrown out here, because a lapse found on the way must be kept.
  if (outcome instanceof AccessError) throw outcome;
  return outcome;
}

async function takeBack(tx: Tx, ctx: Context, requestId: string): Promise<RequestView | AccessError> {
  const { organizationId } = ctx;
  await lockForDecision(tx, organizationId);
  const person = await requirePerson(ctx, tx);
  const request = await findRequest(organizationId, requestId, tx);
  const isOwner = request?.requester.id === person.id;
  if (!request || (!isOwner && person.role !== 'Admin'))
    throw new AccessError('not-found', 'There is no such request here.');
  if (!isOwner)
    throw new AccessError('forbidden', 'Only the person who asked takes a request back. You may deny it.');
  const now = await databaseNow(tx);
  if (statusAt(request, now) === 'Lapsed') await timeOut(tx, organizationId, requestId);
  const cancelled = await cancel(tx, ctx, requestId, { why: 'the requester cancelled it', own: true, now });
  if (cancelled) return cancelled;
  const current = await getRequestOrThrow(tx, organizationId, requestId);
  return new AccessError('already-decided', describeLateDecision(current, now), { requestId });
}
