import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { reviewRefusal } from '@/lib/core/access/review';
import { AccessError } from '@/lib/core/error';
import { describeLateDecision, describeOwnRequest } from '@/lib/core/text/request';
import { findOrganization } from '@/lib/db/people/organizations';
import { findRequest } from '@/lib/db/requests/requests';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ requestId: z.uuid() });

/**
 * The request that an admin is about to deny. Throws what `reviewRequest` would throw, before the admin writes a reason:
 * `not-found`, `forbidden`, `not-linked`, `own-request` or `already-decided`.
 */
export async function getDenialForm(ctx: Context, input: unknown): Promise<RequestView> {
  const { requestId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const admin = await requireAdmin(ctx);
  const [request, organization, now] = await Promise.all([
    findRequest(organizationId, requestId),
    findOrganization(organizationId),
    databaseNow(),
  ]);
  if (!request) throw new AccessError('not-found', 'Request not found.');
  const refusal = reviewRefusal(admin, request, organization);
  if (refusal) throw new AccessError('own-request', describeOwnRequest(request.requester));
  if (statusAt(request, now) === 'Pending') return request;
  throw new AccessError('already-decided', describeLateDecision(request, now), { requestId });
}
