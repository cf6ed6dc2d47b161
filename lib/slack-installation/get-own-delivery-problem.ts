import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findOwnFailure } from '@/lib/db/slack/delivery-health';

/**
 * Why Slack did not deliver the newest message to the caller in the last day, so that the console tells them what Slack
 * could not; null if it did. Throws `not-signed-in`.
 */
export async function getOwnDeliveryProblem(ctx: Context): Promise<string | null> {
  const { id } = await requirePerson(ctx);
  return findOwnFailure(ctx.organizationId, id);
}
