import { getDenialForm } from '@/lib/access/get-denial-form';
import { denyModal } from '@/lib/slack/blocks/deny-modal';
import type { SlackActor } from '@/lib/slack/inbound/slack-actor';
import { type Click, openForm } from './click';

/** Deny: asks for the words that go with it, once it is clear that this person may deny it now. */
export async function openDenial(reader: SlackActor, click: Click): Promise<void> {
  await openForm(reader, click, denyModal(await getDenialForm(reader.ctx, { requestId: click.value })));
}
