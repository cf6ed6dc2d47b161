import type { Tx } from '@/lib/db/client';
import { findMessageIds, insertMessages, type MessageKey } from '@/lib/db/slack/messages';
import { sendJobs } from './send-job';

/** What is told of a request, each in a message of its own. */
export type MessageKind =
  | 'request-card'
  | 'request-reminder'
  | 'request-status'
  | 'request-outcome'
  | 'request-end'
  | 'log-outcome'
  | 'log-end'
  | 'log-door-gone'
  | 'log-door-open'
  | 'door-alarm';

/** `round` counts what is told repeatedly; all else is told once. */
export type Notification = { kind: MessageKind; recipient: string; round?: number };

/**
 * Notifies people of a request, in the transaction that changes it (R13): adds the new messages and has every older
 * copy rewritten.
 */
export async function notify(
  tx: Tx,
  about: { organizationId: string; requestId: string; installationId: string },
  notifications: readonly Notification[],
): Promise<void> {
  const keys: MessageKey[] = notifications.map((notification) => ({
    requestId: about.requestId,
    round: 0,
    ...notification,
  }));
  const { organizationId, installationId } = about;
  await insertMessages(tx, { organizationId, installationId }, keys);
  const messageIds = await findMessageIds(tx, about.requestId);
  await sendJobs(
    tx,
    'deliver-slack',
    messageIds.map((messageId) => ({ messageId })),
  );
}
