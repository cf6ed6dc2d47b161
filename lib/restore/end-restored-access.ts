import { findRecipients } from '@/lib/access/notify';
import { recheckAllConnections } from '@/lib/access/revoke-access';
import { invalidateGrant } from '@/lib/access/transitions';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import { lockForRuleChange, lockGrantForEnd } from '@/lib/db/locks';
import { revokeAllPersonalTokens } from '@/lib/db/people/api-tokens';
import { deleteAllSessions } from '@/lib/db/people/sessions';
import { findAllLiveRequestIds } from '@/lib/db/requests/grants';
import { databaseNow, inTransaction } from '@/lib/db/transaction';

/** What was ended: access of requests, sessions of the console, and sessions of zli. */
export type EndedAccess = { ended: number; sessions: number; tokens: number };

/**
 * Ends what is active again in a restored database, because it may have ended since the backup: the active access of an
 * organization, and every session of the console and of zli. People sign in again, which brings their groups from the
 * identity provider, and request again. Pending requests stay, because an admin has to decide them.
 *
 * @param since since when the database knows nothing
 */
export async function endRestoredAccess(ctx: Context, since: Date): Promise<EndedAccess> {
  const { organizationId } = ctx;
  return inTransaction(async (tx) => {
    await lockForRuleChange(tx, organizationId);
    const recipients = await findRecipients(tx, organizationId);
    let ended = 0;
    for (const requestId of await findAllLiveRequestIds(tx, organizationId)) {
      await lockGrantForEnd(tx, requestId);
      const now = await databaseNow(tx);
      if (await invalidateGrant(tx, ctx, requestId, { reason: 'DatabaseRestored', now, recipients })) ended++;
    }
    const sessions = await deleteAllSessions(tx, organizationId);
    const tokens = await revokeAllPersonalTokens(tx, organizationId, await databaseNow(tx));
    await recheckAllConnections(tx, organizationId);
    const data = { since: since.toISOString(), ended, sessions, tokens };
    await record(tx, ctx, { action: 'note-restore', data });
    return { ended, sessions, tokens };
  });
}
