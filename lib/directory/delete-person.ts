import { z } from 'zod';
import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { revokeTokensOf } from '@/lib/db/people/api-tokens';
import { findPerson, writeEnabled } from '@/lib/db/people/people';
import { findInstallation } from '@/lib/db/slack/installations';
import { databaseNow, inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';
import { removeFromPolicies } from '@/lib/policies/remove-from-policies';
import { requireOtherAdmin } from './require-other-admin';

const inputSchema = z.object({ userId: z.uuid() });

/**
 * Removes a person from all policies and disables them, which ends their sign-ins, sessions and access (R11). Their row stays,
 * because the log and past requests name them: an admin can enable them again, and they have no access then. Admins and their
 * programs only. Throws `invalid`, `forbidden` (also for the last active admin), `not-found`, also for who is disabled.
 */
export async function deletePerson(ctx: Context, input: unknown): Promise<void> {
  const { userId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  await inTransaction(async (tx) => {
    const writtenBy = await requireAdminOrKeyForRuleChange(ctx, tx);
    const person = await findPerson(organizationId, userId, tx);
    if (!person || person.disabledAt) throw new AccessError('not-found', 'Person not found.');
    if (person.role === 'Admin') await requireOtherAdmin(tx, organizationId, userId);
    const now = await databaseNow(tx);
    await writeEnabled(tx, organizationId, userId, now);
    await revokeTokensOf(tx, userId, now);
    const policies = await removeFromPolicies(tx, ctx, { subjectId: userId, writtenBy });
    const data = { email: person.email, policies };
    await record(tx, ctx, { action: 'delete-person', data }, { userId });
    await endUncoveredGrants(tx, ctx);
    const installation = await findInstallation(organizationId, tx);
    if (installation) await sendJob(tx, 'sync-log-channel', { installationId: installation.id });
  }, 60_000);
}
