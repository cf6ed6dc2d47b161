import type { WebClient } from '@slack/web-api';
import { log } from '@/lib/log';
import { maxTextLength, type SlackMessageBody } from '../blocks/message';
import { toSlackFailure } from './slack-failure';

export type Place = { channel: string; ts: string };

const eventType = 'bzero_message';

const blockErrors = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'block_mismatch',
]);

const notUpdatable = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_inactive',
]);

/** The id of a message, and the ids of others whose content it has too. */
type Marks = { id: string; others?: readonly string[] };

/** Posts a message with its ids as metadata. Throws what the client throws. */
export async function postMessage(
  client: WebClient,
  channel: string,
  { id, others = [] }: Marks,
  body: SlackMessageBody,
): Promise<Place> {
  const payload = { id, ...(others.length > 0 && { others: others.join(' ') }) };
  const metadata = { event_type: eventType, event_payload: payload };
  const withoutPreviews = { unfurl_links: false, unfurl_media: false };
  const answer = await withPlainTextFallback(body, (content) =>
    client.chat.postMessage({ channel, metadata, ...withoutPreviews, ...content }),
  );
  if (!answer.ts) throw new Error('Slack posted a message without a timestamp');
  // Updates need the channel of the answer: for a direct message it differs from the user's id.
  return { channel: answer.channel ?? channel, ts: answer.ts };
}

/** Updates a message. False when it was deleted, or cannot be changed. */
export async function updateMessage(
  client: WebClient,
  place: Place,
  body: SlackMessageBody,
): Promise<boolean> {
  try {
    await withPlainTextFallback(body, (content) => client.chat.update({ ...place, ...content }));
    return true;
  } catch (error) {
    const failure = toSlackFailure(error);
    if (failure.kind === 'rejected' && notUpdatable.has(failure.code)) return false;
    throw error;
  }
}

/**
 * Searches a channel for a message that may have been posted, by its id. `unreadable` when the app may not read the
 * history. Throws what the client throws for a transient failure.
 */
export async function findPostedMessage(
  client: WebClient,
  channel: string,
  lost: { messageId: string; botUserId: string; since: Date },
): Promise<Place | 'absent' | 'unreadable'> {
  try {
    return await search(client, channel, lost);
  } catch (error) {
    const failure = toSlackFailure(error);
    if (failure.kind === 'rejected') return failure.code === 'channel_not_found' ? 'absent' : 'unreadable';
    if (failure.kind === 'server-error' && /^http_4\d\d$|^http_501$/.test(failure.code)) return 'unreadable';
    throw error;
  }
}

async function search(
  client: WebClient,
  channel: string,
  lost: { messageId: string; botUserId: string; since: Date },
): Promise<Place | 'absent'> {
  // Two clocks differ: start earlier, since the id decides.
  const oldest = String(lost.since.getTime() / 1000 - 30);
  let cursor: string | undefined;
  do {
    const page = await client.conversations.history({
      channel,
      oldest,
      include_all_metadata: true,
      limit: 200,
      ...(cursor && { cursor }),
    });
    const found = (page.messages ?? []).find((message) => isLostMessage(message, lost));
    if (found?.ts) return { channel, ts: found.ts };
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return 'absent';
}

function isLostMessage(
  message: { user?: string; metadata?: unknown },
  { messageId, botUserId }: { messageId: string; botUserId: string },
): boolean {
  const metadata = message.metadata as
    | { event_type?: string; event_payload?: { id?: string; others?: string } }
    | undefined;
  const { id, others = '' } = metadata?.event_payload ?? {};
  // Other apps can read metadata and copy it.
  const ours = message.user === undefined || message.user === botUserId;
  return (
    ours && metadata?.event_type === eventType && (id === messageId || others.split(' ').includes(messageId))
  );
}

/** Sends a body; when Slack rejects its blocks, its plain text, so that the message arrives. */
async function withPlainTextFallback<T>(
  body: SlackMessageBody,
  send: (content: { text: string; blocks?: SlackMessageBody['blocks'] }) => Promise<T>,
): Promise<T> {
  try {
    return await send(body);
  } catch (error) {
    const failure = toSlackFailure(error);
    if (failure.kind !== 'rejected' || !blockErrors.has(failure.code)) throw error;
    log().error({ why: failure.code }, 'Slack rejected the blocks of a message; sending plain text');
    return send({ text: body.text.slice(0, maxTextLength) });
  }
}
