import { getRequestForm } from '@/lib/access/get-request-form';
import { requestModal } from '../blocks/request-modal';
import { type ListPlace, listOfRow } from '../ids';
import type { BlockActionPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { type BlockAction, openModal } from './block-action';
import { refreshList } from './refresh-list';

/** Request Access and Request again: the form for a target, or the open request for it, which an old list still offers. */
export async function openRequest(actor: SlackActor, action: BlockAction): Promise<void> {
  const form = await getRequestForm(actor.ctx, { targetId: action.value });
  const list = listOf(action.payload);
  await openModal(actor, action, requestModal(form, { list }));
  if (form.open) await refreshList(actor, list);
}

function listOf({ response_url, actions: [action] }: BlockActionPayload): ListPlace | undefined {
  const page = listOfRow(action?.block_id ?? '');
  return page && response_url ? { ...page, url: response_url } : undefined;
}
