import type { RequestView } from '@/lib/core/access/request';
import { findRequest } from '@/lib/db/requests/requests';
import { findStaleCopies } from '@/lib/db/slack/messages';
import { databaseNow } from '@/lib/db/transaction';

/** A copy in Slack that shows an older state than the stored one, and what it is to show. */
export type StaleCopy = { kind: string; channel: string; ts: string; request: RequestView; now: Date };

/** The copies of an installation, removed or not, that show an older state. Lines of the log stay as they are. */
export async function listStaleCopies(installationId: string): Promise<StaleCopy[]> {
  const now = await databaseNow();
  const copies: StaleCopy[] = [];
  for (const { organizationId, requestId, ...place } of await findStaleCopies(installationId)) {
    const request = await findRequest(organizationId, requestId);
    if (request) copies.push({ ...place, request, now });
  }
  return copies;
}
