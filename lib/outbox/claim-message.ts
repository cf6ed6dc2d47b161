import type { RequestView } from '@/lib/core/access/request';
import { findCheckpointText } from '@/lib/db/audit/checkpoints';
import { findRequest } from '@/lib/db/requests/requests';
import { findInstallationById, type InstallationRow } from '@/lib/db/slack/installations';
import { leaseMessage, type MessageRow, messageExists } from '@/lib/db/slack/messages';
import { databaseNow } from '@/lib/db/transaction';

/** What a message is about: a request in its current state, or a checkpoint of the audit log, which never changes. */
export type MessageSubject = { request: RequestView } | { checkpoint: string };

/** A leased message with its subject. */
export type ClaimedMessage = {
  message: MessageRow;
  installation: InstallationRow;
  subject: MessageSubject;
  /** counts the changes of the subject */
  revision: number;
  now: Date;
};

/**
 * How long a worker can be silent before another one takes a message over. Longer than the slowest call of Slack (ten
 * seconds), before each of which the lease is extended.
 */
export const leaseSeconds = 15;

/**
 * Leases a message for delivery and loads the current state. `busy` when another worker has it; null when the message or
 * the installation was removed.
 */
export async function claimMessage(id: string): Promise<ClaimedMessage | 'busy' | null> {
  const message = await leaseMessage(id, leaseSeconds);
  if (!message) return (await messageExists(id)) ? 'busy' : null;
  const installation = await findInstallationById(message.installationId);
  const subject = installation && (await findSubject(message));
  if (!subject) return null;
  const revision = 'request' in subject ? subject.request.revision : 0;
  return { message, installation, subject, revision, now: await databaseNow() };
}

async function findSubject(message: MessageRow): Promise<MessageSubject | null> {
  const { organizationId, requestId, checkpointSeq } = message;
  const request = requestId && (await findRequest(organizationId, requestId));
  if (request) return { request };
  const checkpoint = checkpointSeq !== null && (await findCheckpointText(organizationId, checkpointSeq));
  return checkpoint ? { checkpoint } : null;
}
