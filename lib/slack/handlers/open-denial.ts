import { getDenialForm } from '@/lib/access/get-denial-form';
import { denyModal } from '@/lib/slack/blocks/deny-modal';
import { type Click, openForm } from '@/lib/slack/click';
import type { SlackReader } from '@/lib/slack/reader';

/** Deny: asks for the words that go with it, once it is clear that this person may deny it now. */
export async function openDenial(reader: SlackReader, click: Click): Promise<void> {
  await openForm(reader, click, denyModal(await getDenialForm(reader.ctx, { requestId: click.value })));
}
