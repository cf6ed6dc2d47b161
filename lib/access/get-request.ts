import { z } from 'zod';
import { requireLink } from '@/lib/authorization/require-person';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { isEndingSoon } from '@/lib/core/access/grant';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { reviewRefusal } from '@/lib/core/access/review';
import { AccessError } from '@/lib/core/error';
import { type AuditRow, findAuditRows } from '@/lib/db/audit/events';
import { database } from '@/lib/db/client';
import { findOrganization } from '@/lib/db/people/organizations';
import { findOpenRequest, findRequest } from '@/lib/db/requests/requests';
import { findReviewContext, type ReviewContext } from '@/lib/db/requests/review-context';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ requestId: z.uuid() });

export type RequestDetail = {
  request: RequestView;
  /** its audit events, oldest first */
  history: AuditRow[];
  mayReview: boolean;
  isOwner: boolean;
  /** what helps to decide it; null for a reader who can't, or when it is not pending */
  context: ReviewContext | null;
  /** whether the reader can request the same access again: theirs is about to end, and no request follows yet (R3) */
  mayFollow: boolean;
  now: Date;
};

/** One request with its audit events, for its requester and the admins. Throws `not-found`, also for others, and
 * `not-linked`. */
export async function getRequest(ctx: Context, input: unknown): Promise<RequestDetail> {
  const { requestId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const person = await requireSubject(ctx);
  const request = await findRequest(organizationId, requestId);
  const isOwner = request?.requester.id === person.id;
  if (!request || (!isOwner && person.role !== 'Admin')) {
    throw new AccessError('not-found', 'Request not found.');
  }
  if (!isOwner) await requireLink(ctx);
  const [history, organization, now] = await Promise.all([
    findAuditRows({ organizationId, requestId, take: 100 }),
    findOrganization(organizationId),
    databaseNow(),
  ]);
  const refusal = reviewRefusal(person, request, organization);
  const mayReview = refusal === null;
  const isPending = statusAt(request, now) === 'Pending';
  const context = mayReview && isPending ? await findReviewContext(organizationId, request) : null;
  const mayFollow = isOwner && (await isFollowPossible(organizationId, request, now));
  return { request, history: history.reverse(), mayReview, isOwner, context, mayFollow, now };
}

async function isFollowPossible(organizationId: string, request: RequestView, now: Date): Promise<boolean> {
  if (!request.grant || !isEndingSoon(request.grant, now)) return false;
  const key = { organizationId, requesterId: request.requester.id, targetId: request.target.id };
  const open = await findOpenRequest(database().prisma, key);
  return open === null || open.id === request.id || statusAt(open, now) !== 'Pending';
}
