import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { RequestView } from '@/lib/core/access/request';
import type { SlackAccount } from '@/lib/core/actor';
import { findHold } from '@/lib/db/slack/back-pressure';
import {
  clearPlace,
  extendLease,
  findPlace,
  type MessageRow,
  markDelivered,
  markPosting,
  releaseMessage,
} from '@/lib/db/slack/messages';
import type { SlackRole } from '@/lib/directory/find-slack-account';
import { log } from '@/lib/log';
import { countDelivery } from '@/lib/metrics';
import { type ClaimedMessage, claimMessage, leaseSeconds } from '@/lib/outbox/claim-message';
import { postponeMessage } from '@/lib/outbox/fail-message';
import type { MessageKind } from '@/lib/outbox/notify';
import { renderAgain } from '@/lib/outbox/render-again';
import { requestLogChannelSync } from '@/lib/slack-installation/log-channel';
import { linkFirstMessage } from '../blocks/link-first';
import { logCheckpoint } from '../blocks/log-checkpoint';
import { logLines } from '../blocks/log-lines';
import type { SlackMessageBody } from '../blocks/message';
import { type Mentions, noMentions } from '../blocks/message';
import { renderMessage } from '../blocks/render-message';
import { slackClient } from '../client';
import { consoleUrl } from '../console-url';
import { ensureLogChannel, lostChannelCodes } from './ensure-log-channel';
import { findPostedMessage, type Place, postMessage, updateMessage } from './post-message';
import { findMentions } from './request-input';
import { sendWelcomeOnce } from './send-welcome';
import { DeliveryError, postingBefore, readPostFailure, settleFailure, unreachable } from './settle-failure';
import { resolveAccount } from './slack-accounts';
import { describeFailure, toSlackFailure } from './slack-failure';

/**
 * Posts or updates one message (R13, R14). A transient failure is retried by a later job; a permanent one is stored for
 * the console. A worker that wakes up after another one took the message over neither calls Slack nor writes. Throws when
 * another worker has the message, and for errors outside Slack: the job is then retried.
 */
export async function deliverMessage(messageId: string): Promise<void> {
  const claimed = await claimMessage(messageId);
  if (claimed === 'busy') throw new Error('another worker is delivering this message');
  if (claimed === null) return;
  const { message } = claimed;
  if (isCurrent(claimed)) return releaseMessage(message);
  const seconds = await findHold(
    message,
    isLogLine(message) ? claimed.installation.logChannelId : message.channel,
  );
  if (seconds !== null) return postponeMessage(message, seconds);
  const client = await slackClient(claimed.installation.id, 'job');
  if (!client) return;
  const delivered = await postOrUpdate(client, claimed).catch(async (error: unknown) => {
    if (error instanceof LeaseLost) log().warn({ messageId }, 'another worker took a delivery over');
    else await settleFailure(message, error);
    return null;
  });
  if (!delivered) return;
  // When this fails, the message stays marked as possibly posted, and the next attempt finds it in Slack.
  const isSaved = await markDelivered(message, { ...delivered, renderedRevision: claimed.revision });
  if (!isSaved) await undo(client, message, delivered);
}

/** Another worker took the message over, which was seen too late: right before the call. */
class LeaseLost extends Error {}

/**
 * Undoes what was done after the lease was lost between its check and the call: deletes a second copy, and has a copy that
 * was overwritten rendered again. While the other worker has no copy, this one may be the copy that it finds.
 */
async function undo(client: WebClient, { id }: MessageRow, { channel, ts }: Place): Promise<void> {
  let kept = await findPlace(id);
  for (let seconds = 0; kept?.ts === null && seconds < leaseSeconds; seconds++) {
    await wait(1_000);
    kept = await findPlace(id);
  }
  if (!kept || kept.ts === null) return;
  if (kept.ts === ts) return renderAgain(id);
  await client.chat.delete({ channel, ts });
  log().warn({ messageId: id }, 'a second copy of a message was deleted');
}

function isCurrent({ message, revision }: ClaimedMessage): boolean {
  if (message.ts === null || message.renderedRevision === null) return false;
  // An invitation to link an account says nothing of the request, so it is never outdated.
  if (message.withheld) return true;
  return isLogLine(message) || message.renderedRevision >= revision;
}

/** A line of the log channel is posted once and never updated. */
function isLogLine(message: MessageRow): boolean {
  return message.recipient === 'log';
}

type Delivered = Place & { withheld: boolean };

async function postOrUpdate(client: WebClient, claimed: ClaimedMessage): Promise<Delivered> {
  const { message } = claimed;
  const recipient = await findRecipient(client, claimed);
  const withheld = recipient?.role === 'unlinked-admin' && adminKinds.has(message.kind);
  const body = withheld ? linkFirstMessage(consoleUrl()) : await render(client, claimed);
  return { ...(await deliver(client, claimed, { body, recipient })), withheld };
}

async function render(
  client: WebClient,
  { message, installation, subject, folded, now }: ClaimedMessage,
): Promise<SlackMessageBody> {
  if (!('request' in subject)) return logCheckpoint(subject.checkpoint);
  const mentions = isLogLine(message)
    ? noMentions
    : await mentionsIn(client, installation, { request: subject.request, isNew: message.ts === null });
  const line = ({ kind }: MessageRow, request: RequestView) =>
    renderMessage(kind as MessageKind, { request, now, consoleUrl: consoleUrl(), mentions });
  const own = line(message, subject.request);
  return folded.length === 0
    ? own
    : logLines([own, ...folded.map((each) => line(each.message, each.request))]);
}

/** A card that is sent before its requester has used Slack asks Slack who they are. Without an answer, it has their address. */
async function mentionsIn(
  client: WebClient,
  installation: ClaimedMessage['installation'],
  { request, isNew }: { request: RequestView; isNew: boolean },
): Promise<Mentions> {
  const { teamId } = installation;
  const known = await findMentions(teamId, [request]);
  if (!isNew || known.has(request.requester.id)) return known;
  const found = await resolveAccount(client, installation, request.requester.id).catch(() => null);
  return found?.account ? findMentions(teamId, [request]) : known;
}

type Content = { body: SlackMessageBody; recipient: Recipient | null };

async function deliver(client: WebClient, claimed: ClaimedMessage, content: Content): Promise<Place> {
  const { message } = claimed;
  const { channel, ts } = message;
  const known =
    channel !== null && ts !== null ? { channel, ts } : await findUnconfirmed(client, claimed, content);
  if (known) {
    if (isLogLine(message)) return counted('found', known);
    if (!(await extendLease(message, leaseSeconds))) throw new LeaseLost();
    const isUpdated = await updateMessage(client, known, content.body).catch((error: unknown) => {
      const failure = toSlackFailure(error);
      throw new DeliveryError(describeFailure(failure), postingBefore(message), failure, known.channel);
    });
    if (isUpdated) return counted(ts === null ? 'found' : 'updated', known);
    await clearPlace(message);
  }
  return counted('posted', await post(client, claimed, content));
}

/**
 * Searches for a post that Slack did not confirm, or that the database may have forgotten, because it was restored from a
 * backup; null when there was none, or when it was not delivered.
 */
async function findUnconfirmed(
  client: WebClient,
  claimed: ClaimedMessage,
  { recipient }: Content,
): Promise<Place | null> {
  const { message, installation } = claimed;
  const { id: messageId, postingSince, postingRefused } = message;
  if (postingSince === null) return null;
  const channel = message.channel ?? (await channelFor(client, claimed, recipient));
  const found = await findPostedMessage(client, channel, {
    messageId,
    botUserId: installation.botUserId,
    since: postingSince,
  });
  if (found === 'absent') return null;
  if (found !== 'unreadable') return found;
  if (postingRefused) return null;
  const why = message.channel === null ? 'The history in Slack can’t be read' : 'Slack did not answer';
  throw new DeliveryError(`${why}; the message may have arrived`, 'unknown', null);
}

async function post(
  client: WebClient,
  claimed: ClaimedMessage,
  { body, recipient }: Content,
): Promise<Place> {
  const { message, installation } = claimed;
  const channel = await channelFor(client, claimed, recipient);
  if (recipient && adminKinds.has(message.kind)) await greetFirst(installation.id, recipient.account);
  try {
    return await postMarked(client, channel, claimed, body);
  } catch (error) {
    const failure = error instanceof DeliveryError ? error.failure : null;
    const lost = failure?.kind === 'rejected' && lostChannelCodes.has(failure.code);
    if (!isLogLine(message) || !lost) throw error;
    // Before the channel exists, so that its members are invited even if this process dies.
    await requestLogChannelSync(installation.id);
    const other = await ensureLogChannel(client, installation, channel);
    if (other === null) throw error;
    return postMarked(client, other, claimed, body);
  }
}

async function postMarked(
  client: WebClient,
  channel: string,
  { message, folded }: ClaimedMessage,
  body: SlackMessageBody,
): Promise<Place> {
  if (!(await markPosting(message, channel, leaseSeconds))) throw new LeaseLost();
  const others = folded.map((line) => line.message.id);
  try {
    return await postMessage(client, channel, { id: message.id, others }, body);
  } catch (error) {
    const failure = readPostFailure(error);
    const posting =
      failure.kind === 'no-answer' ? 'unknown' : failure.kind === 'server-error' ? 'refused' : 'none';
    throw new DeliveryError(describeFailure(failure), posting, failure, channel);
  }
}

/** An admin may have never opened the app: the welcome message comes before their first card, or with the next chance. */
async function greetFirst(installationId: string, { slackUserId }: SlackAccount): Promise<void> {
  await sendWelcomeOnce({ installationId, slackUserId }).catch((error: unknown) => {
    log().warn({ err: error }, 'a card is sent without a welcome message before it');
  });
}

const adminKinds: ReadonlySet<string> = new Set<MessageKind>([
  'request-card',
  'request-reminder',
  'door-alarm',
]);

type Recipient = { account: SlackAccount; role: SlackRole };

/** Whom a message that is not in Slack yet goes to; null for a line of the log channel, and for an update. */
async function findRecipient(
  client: WebClient,
  { message, installation }: ClaimedMessage,
): Promise<Recipient | null> {
  if (isLogLine(message) || message.ts !== null) return null;
  const resolved = await resolveAccount(client, installation, message.recipient);
  if (!resolved.account) throw unreachable(resolved.why);
  if (adminKinds.has(message.kind) && resolved.role === 'user')
    throw unreachable('the user is no longer an admin');
  return resolved;
}

async function channelFor(
  client: WebClient,
  claimed: ClaimedMessage,
  found: Recipient | null,
): Promise<string> {
  const { message, installation } = claimed;
  if (isLogLine(message)) {
    const channel = await ensureLogChannel(client, installation);
    if (channel === null) throw unreachable('the integration was removed');
    return channel;
  }
  // A message whose copy in Slack is gone was looked up as an update.
  const recipient = found ?? (await findRecipient(client, { ...claimed, message: { ...message, ts: null } }));
  if (!recipient || (adminKinds.has(message.kind) && !found && recipient.role !== 'admin'))
    throw unreachable('their Slack account is not linked');
  return openDirect(client, recipient.account.slackUserId);
}

/** The direct conversation with an account. Slack refuses to open one with an account that cannot get messages. */
async function openDirect(client: WebClient, slackUserId: string): Promise<string> {
  try {
    const { channel } = await client.conversations.open({ users: slackUserId });
    if (channel?.id) return channel.id;
  } catch (error) {
    const failure = toSlackFailure(error);
    if (failure.kind !== 'rejected') throw error;
    const deactivated = failure.code === 'user_disabled';
    throw unreachable(deactivated ? 'their Slack account is deactivated' : describeFailure(failure));
  }
  throw unreachable('Slack did not open a conversation');
}

function counted(outcome: 'posted' | 'updated' | 'found', place: Place): Place {
  countDelivery(outcome);
  return place;
}
