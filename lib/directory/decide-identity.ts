import { z } from 'zod';
import { record } from '@/lib/audit/record';
import { requireAdminForRuleChange } from '@/lib/authorization/require-person';
import { type Context, isOperator } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { lockForRuleChange } from '@/lib/db/locks';
import { decideIdentityClaim } from '@/lib/db/people/identity-claims';
import { findPerson } from '@/lib/db/people/people';
import { insertAccount } from '@/lib/db/people/sign-in';
import { inTransaction, isPrismaError } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ claimId: z.uuid(), confirm: z.boolean() });

/**
 * Confirms that an identity at the provider is a known person's, who then signs in with it, or refuses that. Admins, and
 * the operator at the server's command line, for an organization whose only admin it is. Throws `forbidden`, `not-found` if it no longer waits.
 */
export async function decideIdentity(ctx: Context, input: unknown): Promise<{ email: string }> {
  const { claimId, confirm } = parse(inputSchema, input);
  const gone = new AccessError('not-found', 'This identity has already been confirmed or refused.');
  try {
    return await inTransaction(async (tx) => {
      if (isOperator(ctx)) await lockForRuleChange(tx, ctx.organizationId);
      else await requireAdminForRuleChange(ctx, tx);
      const claim = await decideIdentityClaim(tx, ctx.organizationId, claimId, confirm);
      const person = claim && (await findPerson(ctx.organizationId, claim.userId, tx));
      if (!person) throw gone;
      if (confirm) await insertAccount(tx, claim);
      const { email } = person;
      const data = { email, account: claim.providerAccountId, confirmed: confirm };
      await record(tx, ctx, { action: 'decide-identity', data }, { userId: person.id });
      return { email };
    });
  } catch (error) {
    // The identity became somebody's meanwhile.
    throw isPrismaError(error, 'P2002') ? gone : error;
  }
}
