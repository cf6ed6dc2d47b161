import type { RequestView } from '@/lib/core/access/request';
import { findCheckpointText } from '@/lib/db/audit/checkpoints';
import { findRequest } from '@/lib/db/requests/requests';
import { foldLogLines } from '@/lib/db/slack/back-pressure';
import { findInstallationById, type InstallationRow } from '@/lib/db/slack/installations';
import { findFolded, leaseMessage, type MessageRow, messageExists } from '@/lib/db/slack/messages';
import { databaseNow } from '@/lib/db/transaction';

/** What a message is about: a request in its current state, or a checkpoint of the audit log, which never changes. */
export type MessageSubject = { request: RequestView } | { checkpoint: string };

/** A leased message with its subject. */
export type ClaimedMessage = {
  message: MessageRow;
  installation: InstallationRow;
  subject: MessageSubject;
  /** other lines of the log channel that its message tells too, because many waited; without it */
  folded: readonly { message: MessageRow; request: RequestView }[];
  /** counts the changes of the subject */
  revision: number;
  now: Date;
};

/**
 * Slack takes about one message a second for a channel (docs.slack.dev, "Rate limits"), so with ten lines waiting the log
 * channel is ten seconds late. A message has at most 50 blocks.
 */
const fold = { backlog: 10, most: 40 };

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
  const folded = message.recipient === 'log' ? await foldBacklog(message) : [];
  return { message, installation, subject, folded, revision, now: await databaseNow() };
}

async function foldBacklog(message: MessageRow): Promise<ClaimedMessage['folded']> {
  await foldLogLines(message, fold);
  const lines: { message: MessageRow; request: RequestView }[] = [];
  for (const line of await findFolded(message.id)) {
    const request = line.requestId && (await findRequest(line.organizationId, line.requestId));
    if (request) lines.push({ message: line, request });
  }
  return lines;
}

async function findSubject(message: MessageRow): Promise<MessageSubject | null> {
  const { organizationId, requestId, checkpointSeq } = message;
  const request = requestId && (await findRequest(organizationId, requestId));
  if (request) return { request };
  const checkpoint = checkpointSeq !== null && (await findCheckpointText(organizationId, checkpointSeq));
  return checkpoint ? { checkpoint } : null;
}
