import { allCalls, pauseSlack } from '@/lib/db/slack/back-pressure';
import type { MessageRow, Posting } from '@/lib/db/slack/messages';
import { log } from '@/lib/log';
import { countDelivery } from '@/lib/metrics';
import { giveUpMessage, retryMessage } from '@/lib/outbox/fail-message';
import { describeFailure, isTransient, type SlackFailure, toSlackFailure } from './slack-failure';

// With pauses of at most ten minutes, about a day.
const maxAttempts = 150;
const maxPauseSeconds = 600;

/** A failed delivery, and what is known of its post. */
export class DeliveryError extends Error {
  readonly posting: Posting;
  readonly failure: SlackFailure | null;
  /** the channel that was called; null for another call */
  readonly channel: string | null;

  /** `failure` is null when a retry cannot help. */
  constructor(
    message: string,
    posting: Posting,
    failure: SlackFailure | null,
    channel: string | null = null,
  ) {
    super(message);
    this.channel = channel;
    this.posting = posting;
    this.failure = failure;
  }
}

/** A recipient that cannot get the message; `why` ends a sentence. */
export function unreachable(why: string): DeliveryError {
  return new DeliveryError(`not reachable in Slack: ${why}`, 'none', null);
}

/** An answer that nobody expects says nothing of the post, as no answer does. */
export function readPostFailure(error: unknown): SlackFailure {
  try {
    return toSlackFailure(error);
  } catch (unexpected) {
    log().error({ err: unexpected }, 'Slack answered a post with something unexpected');
    return { kind: 'no-answer' };
  }
}

/** Schedules a retry of a delivery that failed, or gives it up, and keeps what is known of its post. */
export async function settleFailure(message: MessageRow, error: unknown): Promise<void> {
  const { why, posting, failure } = readFailure(message, error);
  const channel = error instanceof DeliveryError ? error.channel : null;
  if (failure?.kind === 'rate-limited')
    await pauseSlack(message.installationId, channel ?? allCalls, failure.seconds);
  const input = { messageId: message.id, kind: message.kind, attempt: message.attempts, why };
  if (failure && isTransient(failure) && message.attempts < maxAttempts) {
    log().warn(input, 'a delivery to Slack will be retried');
    await retryMessage(message, {
      error: why,
      posting,
      afterSeconds: retryDelaySeconds(message, failure, posting),
    });
    countDelivery('retried');
    return;
  }
  log().error(input, 'a delivery to Slack was given up');
  await giveUpMessage(message, { error: why, posting });
  countDelivery('failed');
}

function readFailure(message: MessageRow, error: unknown) {
  if (error instanceof DeliveryError) {
    return { why: error.message, posting: error.posting, failure: error.failure };
  }
  const posting = postingBefore(message);
  try {
    const failure = toSlackFailure(error);
    return { why: describeFailure(failure), posting, failure };
  } catch (internal) {
    log().error(
      { err: internal, messageId: message.id },
      'a delivery to Slack failed with an internal error',
    );
    const failure: SlackFailure = { kind: 'server-error', code: 'internal error' };
    return { why: 'internal error, see the log', posting, failure };
  }
}

/** What is known of an earlier post, when this attempt failed before posting. */
export function postingBefore({ ts, postingSince, postingRefused }: MessageRow): Posting {
  if (ts !== null || postingSince === null) return 'none';
  return postingRefused ? 'refused' : 'unknown';
}

function retryDelaySeconds(message: MessageRow, failure: SlackFailure, posting: Posting): number {
  if (failure.kind === 'rate-limited') return Math.max(1, failure.seconds);
  const pause = Math.min(maxPauseSeconds, 2 ** Math.min(message.attempts - 1, 20));
  // A post without an answer gets time to appear before it is searched for.
  return posting === 'unknown' ? Math.max(2, pause) : pause;
}
