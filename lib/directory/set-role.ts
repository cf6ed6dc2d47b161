import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findPerson, writeRole } from '@/lib/db/people/people';
import { findInstallation } from '@/lib/db/slack/installations';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';
import { requireOtherAdmin } from './require-other-admin';

const inputSchema = z.object({ userId: z.uuid(), role: z.enum(['User', 'Admin']) });

/**
 * Changes the role of a person, with immediate effect on decisions, and updates the members of the log channel (R15).
 * Admins and admin API keys only. Throws `invalid`, `forbidden` (also for the last active admin), `not-found`.
 */
export async function setRole(ctx: Context, input: unknown): Promise<void> {
  const { userId, role } = parse(inputSchema, input);
  const { organizationId } = ctx;
  await inTransaction(async (tx) => {
    await requireAdminOrKeyForRuleChange(ctx, tx);
    const person = await findPerson(organizationId, userId, tx);
    if (!person) throw new AccessError('not-found', 'Person not found.');
    if (person.role === role) return;
    if (role === 'User') await requireOtherAdmin(tx, organizationId, userId);
    await writeRole(tx, organizationId, userId, role);
    await record(tx, ctx, { action: 'set-role', data: { email: person.email, role } }, { userId });
    const installation = await findInstallation(organizationId, tx);
    if (installation) await sendJob(tx, 'sync-log-channel', { installationId: installation.id });
  });
}
