import type { MessageKind } from '@/lib/outbox/notify';
import { logEnd } from './log-end';
import { logOutcome } from './log-outcome';
import type { RequestInput, SlackMessageBody } from './message';
import { requestCard } from './request-card';
import { requestEnd } from './request-end';
import { requestEnding } from './request-ending';
import { requestNotice } from './request-notice';
import { requestReminder } from './request-reminder';
import { requestStatus } from './request-status';
import { logRevocation, revocationAlarm } from './revocation';

const builders: Record<MessageKind, (input: RequestInput) => SlackMessageBody> = {
  'request-card': requestCard,
  'request-reminder': requestReminder,
  'request-status': requestStatus,
  'request-outcome': requestNotice,
  'request-ending': requestEnding,
  'request-end': requestEnd,
  'log-outcome': logOutcome,
  'log-end': logEnd,
  'log-door-gone': logRevocation,
  'log-door-open': logRevocation,
  'door-alarm': revocationAlarm,
};

/** Renders a message from the current state of its request. */
export function renderMessage(kind: MessageKind, input: RequestInput): SlackMessageBody {
  return builders[kind](input);
}
