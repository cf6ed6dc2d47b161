import type { Tx } from '@/lib/db/client';
import { findInstallation } from '@/lib/db/slack/installations';
import { findMessageIds, insertMessages, type MessageKey } from '@/lib/db/slack/messages';
import { sendJob } from './send-job';

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

/** `recipient` is a user's id, or `log` for the log channel. `round` counts repeated messages, from 0. */
export type Notification = { kind: MessageKind; recipient: string; round?: number };

/**
 * Adds messages about a request in the transaction that changes it, and schedules an update of its older messages (R13).
 * Does nothing while Slack is not connected.
 */
export async function notify(
  tx: Tx,
  about: { organizationId: string; requestId: string },
  notifications: readonly Notification[],
): Promise<void> {
  const installation = await findInstallation(about.organizationId, tx);
  if (!installation) return;
  const keys: MessageKey[] = notifications.map((notification) => ({
    requestId: about.requestId,
    round: 0,
    ...notification,
  }));
  const owner = { organizationId: about.organizationId, installationId: installation.id };
  await insertMessages(tx, owner, keys);
  for (const messageId of await findMessageIds(tx, about.requestId))
    await sendJob(tx, 'deliver-slack', { messageId });
}
