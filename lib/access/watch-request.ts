import { z } from 'zod';
import { requireSubject } from '@/lib/authorization/require-subject';
import { awaitChange } from '@/lib/await-change';
import type { Context } from '@/lib/context';
import { findDecidedAmong } from '@/lib/db/requests/requests';
import { parse } from '@/lib/parse';
import { withWait } from '@/lib/with-wait';
import { getRequest, type RequestDetail } from './get-request';

const inputSchema = z.object({ requestId: z.uuid(), seconds: z.number().min(0).max(25).default(0) });

/**
 * Waits up to `seconds` for the decision of a pending request, and answers as soon as it comes. For its requester and the
 * admins. Throws `not-found`, `not-linked`, and `too-many-requests` to a person with too many waits.
 */
export async function watchRequest(ctx: Context, input: unknown, stop?: AbortSignal): Promise<RequestDetail> {
  const { requestId, seconds } = parse(inputSchema, input);
  const detail = await getRequest(ctx, { requestId });
  if (detail.request.state !== 'Pending' || seconds === 0) return detail;
  const person = await requireSubject(ctx);
  const wait = { id: requestId, ms: seconds * 1000, stop };
  await withWait(person.id, () => awaitChange('decided-requests', findDecidedAmong, wait));
  return getRequest(ctx, { requestId });
}
