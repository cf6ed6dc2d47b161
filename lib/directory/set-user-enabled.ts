import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { revokeTokensOf } from '@/lib/db/people/api-tokens';
import { findPerson, writeEnabled } from '@/lib/db/people/people';
import { findInstallation } from '@/lib/db/slack/installations';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';
import { requireOtherAdmin } from './require-other-admin';

const inputSchema = z.object({ userId: z.uuid(), enabled: z.boolean() });

/**
 * Enables or disables a person. Disabling ends their console sessions, their zli sign-ins and their access (R11). Admins
 * only. Throws `invalid`, `forbidden` (also for the last active admin), `not-found`.
 */
export async function setUserEnabled(ctx: Context, input: unknown): Promise<void> {
  const { userId, enabled } = parse(inputSchema, input);
  const { organizationId } = ctx;
  await inTransaction(async (tx) => {
    await requireAdminForRuleChange(ctx, tx);
    const person = await findPerson(organizationId, userId, tx);
    if (!person) throw new AccessError('not-found', 'Person not found.');
    if ((person.disabledAt === null) === enabled) return;
    if (!enabled && person.role === 'Admin') await requireOtherAdmin(tx, organizationId, userId);
    const now = await databaseNow(tx);
    await writeEnabled(tx, organizationId, userId, enabled ? null : now);
    if (!enabled) await revokeTokensOf(tx, userId, now);
    await record(tx, ctx, { action: 'set-user-enabled', data: { email: person.email, enabled } }, { userId });
    if (!enabled) await endUncoveredGrants(tx, ctx);
    const installation = await findInstallation(organizationId, tx);
    if (installation) await sendJob(tx, 'sync-log-channel', { installationId: installation.id });
  });
}
