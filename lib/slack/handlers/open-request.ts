import { getRequestForm } from '@/lib/access/get-request-form';
import { requestModal } from '@/lib/slack/blocks/request-modal';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';
import { type Click, openForm } from './click';

/** Request Access, and Request again: the form for a target, or what is open on it already. */
export async function openRequest(reader: SlackActor, click: Click): Promise<void> {
  await openForm(reader, click, requestModal(await getRequestForm(reader.ctx, { targetId: click.value })));
}
