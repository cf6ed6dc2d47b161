import type { RequestView } from '@/lib/core/access/request';
import { requestStatus } from '../blocks/request-status';
import { formData } from '../ids';
import type { BlockActionPayload } from '../inbound/payloads';
import type { SlackActor } from '../inbound/slack-actor';
import { requestInput } from '../outbound/request-input';
import { replaceMessage } from '../outbound/response-url';
import { refreshList } from './refresh-list';
import { updateRequestForm } from './update-request-form';

/**
 * Shows where a button was pressed that the request or its access has ended: in the message itself, or in the form, which
 * offers the target again. The Home tab and other messages are updated by the outbox.
 */
export async function showEnd(
  actor: SlackActor,
  { response_url, view }: BlockActionPayload,
  { request, at }: { request: RequestView; at: Date },
): Promise<void> {
  if (response_url)
    await replaceMessage(response_url, requestStatus(await requestInput(actor.installation, request, at)));
  if (!view) return;
  await updateRequestForm(actor, view);
  await refreshList(actor, formData.decode(view.private_metadata)?.list);
}
