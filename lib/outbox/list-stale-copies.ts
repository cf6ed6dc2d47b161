import type { RequestView } from '@/lib/core/access/request';
import { findRequest } from '@/lib/db/requests/requests';
import { findStaleCopies } from '@/lib/db/slack/messages';
import { databaseNow } from '@/lib/db/transaction';

/** A message in Slack that shows an older state, with the current state of its request. */
export type StaleCopy = { kind: string; channel: string; ts: string; request: RequestView; now: Date };

/** The outdated messages of an installation, removed or not. Lines of the log channel are never outdated. */
export async function listStaleCopies(installationId: string): Promise<StaleCopy[]> {
  const now = await databaseNow();
  const copies: StaleCopy[] = [];
  for (const { organizationId, requestId, ...place } of await findStaleCopies(installationId)) {
    const request = await findRequest(organizationId, requestId);
    if (request) copies.push({ ...place, request, now });
  }
  return copies;
}
