import type { RequestView } from '@/lib/core/access/request';
import { findRequest } from '@/lib/db/requests/requests';
import { findInstallationById, type InstallationRow } from '@/lib/db/slack/installations';
import { leaseMessage, type MessageRow, messageExists } from '@/lib/db/slack/messages';
import { databaseNow } from '@/lib/db/transaction';

/** A leased message with the current state of its request. */
export type ClaimedMessage = {
  message: MessageRow;
  installation: InstallationRow;
  request: RequestView;
  now: Date;
};

// Longer than the slowest delivery, so that two workers never send one message.
const leaseSeconds = 90;

/**
 * Leases a message for delivery and loads the current state. `busy` when another worker has it; null when the message or
 * the installation was removed.
 */
export async function claimMessage(id: string): Promise<ClaimedMessage | 'busy' | null> {
  const message = await leaseMessage(id, leaseSeconds);
  if (!message) return (await messageExists(id)) ? 'busy' : null;
  const { organizationId, requestId } = message;
  const installation = await findInstallationById(message.installationId);
  const request = requestId && (await findRequest(organizationId, requestId));
  if (!installation || !request) return null;
  return { message, installation, request, now: await databaseNow() };
}
