import type { Tx } from '@/lib/db/client';
import { findMessageIds, insertMessages, type NewMessage } from '@/lib/db/slack/messages';
import { sendJobs } from './send-job';

export type MessageKind =
  | 'request-card'
  | 'request-reminder'
  | 'request-status'
  | 'request-outcome'
  | 'request-ending'
  | 'request-end'
  | 'log-outcome'
  | 'log-end'
  | 'log-door-gone'
  | 'log-door-open'
  | 'door-alarm';

/**
 * `recipient` is a user's id, or `log` for the log channel. `round` counts repeated messages, from 0. `state` is the one
 * that it tells of, `due` when the clock made it due.
 */
export type Notification = {
  kind: MessageKind;
  recipient: string;
  round?: number;
  state?: string | undefined;
  due?: Date | null | undefined;
};

/**
 * Adds messages about a request in the transaction that changes it, and schedules an update of its older messages (R13).
 */
export async function notify(
  tx: Tx,
  about: { organizationId: string; requestId: string; installationId: string },
  notifications: readonly Notification[],
): Promise<void> {
  const messages: NewMessage[] = notifications.map((notification) => ({
    requestId: about.requestId,
    round: 0,
    ...notification,
  }));
  const { organizationId, installationId } = about;
  await insertMessages(tx, { organizationId, installationId }, messages);
  const messageIds = await findMessageIds(tx, about.requestId);
  await sendJobs(
    tx,
    'deliver-slack',
    messageIds.map((messageId) => ({ messageId })),
  );
}
