import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAccountManager } from '@/lib/authorization/require-account-manager';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { subjectKinds } from '@/lib/core/subject';
import { writeApiKeyRole } from '@/lib/db/people/api-tokens';
import { findSubject, writeRole } from '@/lib/db/people/people';
import { findInstallation } from '@/lib/db/slack/installations';
import { inTransaction } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';
import { requireOtherAdmin } from './require-other-admin';

const inputSchema = z.object({
  userId: z.uuid(),
  role: z.enum(['User', 'Admin']),
  kinds: z.array(z.enum(subjectKinds)).default(['User']),
});

/**
 * Changes the role of a person, or of a subject of other `kinds`, with immediate effect on decisions, and updates the
 * members of the log channel (R15). Admins and their programs only; a service account changes people only. Throws `invalid`,
 * `forbidden` (also for the last active admin), `not-found`.
 */
export async function setRole(ctx: Context, input: unknown): Promise<void> {
  const { userId, role, kinds } = parse(inputSchema, input);
  const { organizationId } = ctx;
  await inTransaction(async (tx) => {
    await requireAdminOrKeyForRuleChange(ctx, tx);
    const subject = await findSubject(organizationId, userId, tx);
    // The role of a registration key, and of a revoked one, stays.
    const isFixed = subject?.kind === 'ApiKey' && subject.disabledAt !== null;
    if (!subject || isFixed || !kinds.includes(subject.kind))
      throw new AccessError('not-found', 'Person not found.');
    if (subject.kind !== 'User') await requireAccountManager(ctx, tx);
    if (subject.role === role) return;
    if (subject.kind === 'User' && role === 'User') await requireOtherAdmin(tx, organizationId, userId);
    if (subject.kind === 'ApiKey') await writeApiKeyRole(tx, organizationId, userId, role);
    else await writeRole(tx, organizationId, userId, role);
    await record(tx, ctx, { action: 'set-role', data: { email: subject.email, role } }, { userId });
    const installation = await findInstallation(organizationId, tx);
    if (installation) await sendJob(tx, 'sync-log-channel', { installationId: installation.id });
  });
}
