import type { Option } from '@slack/types';
import { getRequestForm } from '@/lib/access/get-request-form';
import { choicesOf } from '@/lib/core/access/offer';
import { findOptions } from '@/lib/slack/blocks/choice';
import { fields, formData } from '@/lib/slack/ids';
import type { SuggestionPayload } from '@/lib/slack/inbound/payloads';
import { senderOf } from '@/lib/slack/inbound/sender';
import { resolveSlackActor } from '@/lib/slack/inbound/slack-actor';

/** What a searching select of the request form offers for the letters typed so far. */
export async function searchOptions(payload: SuggestionPayload): Promise<Option[]> {
  const target = payload.view && formData.decode(payload.view.private_metadata);
  if (!target) return [];
  const { ctx } = await resolveSlackActor(senderOf(payload));
  const { targetUsers, targetGroups } = choicesOf((await getRequestForm(ctx, target)).offers);
  return findOptions(payload.action_id === fields.targetGroups ? targetGroups : targetUsers, payload.value);
}
