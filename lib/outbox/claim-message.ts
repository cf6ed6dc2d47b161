import type { RequestView } from '@/lib/core/access/request';
import { findPerson } from '@/lib/db/people/people';
import { findRequest } from '@/lib/db/requests/requests';
import { findInstallationById, type InstallationRow } from '@/lib/db/slack/installations';
import { leaseMessage, type MessageRow, messageExists } from '@/lib/db/slack/messages';
import { databaseNow } from '@/lib/db/transaction';

export type { MessageRow };

/** A message in a worker's hands, with the state that it is to show. */
export type ClaimedMessage = {
  message: MessageRow;
  installation: InstallationRow;
  request: RequestView;
  /** null for the log channel */
  recipient: { email: string; active: boolean; isAdmin: boolean } | null;
  now: Date;
};

// Longer than a delivery takes at worst, so that no two workers ever talk about one message.
const leaseSeconds = 90;

/**
 * Takes a message for delivery, with the state as it is now. `busy` when another worker has it; null when
 * there is nothing to deliver any more: the message is gone, or the integration was removed.
 */
export async function claimMessage(id: string): Promise<ClaimedMessage | 'busy' | null> {
  const message = await leaseMessage(id, leaseSeconds);
  if (!message) return (await messageExists(id)) ? 'busy' : null;
  const { organizationId, requestId } = message;
  const installation = await findInstallationById(message.installationId);
  const request = requestId && (await findRequest(organizationId, requestId));
  if (!installation || !request) return null;
  const person = message.recipient === 'log' ? null : await findPerson(organizationId, message.recipient);
  const recipient = person && {
    email: person.email,
    active: !person.disabledAt,
    isAdmin: person.role === 'Admin',
  };
  return { message, installation, request, recipient, now: await databaseNow() };
}
