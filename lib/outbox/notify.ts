import type { Tx } from '@/lib/db/client';
import { findInstallation } from '@/lib/db/slack/installations';
import { findMessageIds, insertMessages, type MessageKey } from '@/lib/db/slack/messages';
import { sendJob } from './send-job';

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
 * Tells of a request, in the transaction that changes it (R13): adds the new messages and has every older
 * copy rewritten. While Slack is not integrated there is nobody to tell.
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
  const place = { organizationId: about.organizationId, installationId: installation.id };
  await insertMessages(tx, place, keys);
  for (const messageId of await findMessageIds(tx, about.requestId))
    await sendJob(tx, 'deliver-slack', { messageId });
}
