import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { isEmail } from '@/lib/core/email';
import { AccessError } from '@/lib/core/error';
import { findPerson, writeEmail } from '@/lib/db/people/people';
import { findInstallation } from '@/lib/db/slack/installations';
import { inTransaction, isPrismaError } from '@/lib/db/transaction';
import { sendJob } from '@/lib/outbox/send-job';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  userId: z.uuid(),
  email: z.string().trim().toLowerCase().refine(isEmail, 'Enter an email, like engineer@example.com.'),
});

/**
 * Changes the email of a person, for example of one whom a file named with an email that belongs to somebody else now. Who
 * has signed in gets the email of the identity provider again at their next sign-in. Admins only. Throws `invalid`,
 * `forbidden`, `not-found`, `name-taken`.
 */
export async function changeEmail(ctx: Context, input: unknown): Promise<{ email: string }> {
  const { userId, email } = parse(inputSchema, input);
  const { organizationId } = ctx;
  try {
    return await inTransaction(async (tx) => {
      await requireAdminForRuleChange(ctx, tx);
      const person = await findPerson(organizationId, userId, tx);
      if (!person) throw new AccessError('not-found', 'Person not found.');
      if (person.email === email) return { email };
      await writeEmail(tx, organizationId, userId, email);
      const data = { email: person.email, to: email };
      await record(tx, ctx, { action: 'change-email', data }, { userId });
      // Admins are in the log channel by their Slack account, which is found by email (R15, R16).
      const installation = await findInstallation(organizationId, tx);
      if (installation) await sendJob(tx, 'sync-log-channel', { installationId: installation.id });
      return { email };
    });
  } catch (error) {
    if (!isPrismaError(error, 'P2002')) throw error;
    throw new AccessError('name-taken', `Another person has the email ${email}.`);
  }
}
