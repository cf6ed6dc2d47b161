import type { Option } from '@slack/types';
import { getRequestForm } from '@/lib/access/get-request-form';
import { choicesOf } from '@/lib/core/access/offer';
import { matchOptions } from '../blocks/request-options';
import { fields, formData } from '../ids';
import type { BlockSuggestionPayload } from '../inbound/payloads';
import { resolveSlackActor } from '../inbound/slack-actor';
import { senderOf } from '../inbound/slack-sender';

/** The options of a select that searches as the user types. */
export async function searchOptions(payload: BlockSuggestionPayload): Promise<Option[]> {
  const target = payload.view && formData.decode(payload.view.private_metadata);
  if (!target) return [];
  const { ctx } = await resolveSlackActor(senderOf(payload));
  const { targetUsers, targetGroups } = choicesOf((await getRequestForm(ctx, target)).offers);
  return matchOptions(payload.action_id === fields.targetGroups ? targetGroups : targetUsers, payload.value);
}
