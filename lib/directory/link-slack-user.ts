import { record } from '@/lib/audit/record';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { lockForRuleChange } from '@/lib/db/locks';
import { redeemLinkInvitation, saveSlackLink } from '@/lib/db/slack/slack-links';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { fingerprint } from '@/lib/secrets';
import { getLinkInvitation, linkInput } from './get-link-invitation';

/** Links the Slack account of an invitation to the signed-in user, once (R17). Throws `not-found`, `forbidden`. */
export async function linkSlackUser(ctx: Context, input: unknown): Promise<void> {
  const { token } = parse(linkInput, input);
  await inTransaction(async (tx) => {
    await getLinkInvitation(ctx, { token }, tx);
    await lockForRuleChange(tx, ctx.organizationId);
    const { account } = await getLinkInvitation(ctx, { token }, tx);
    if (!(await redeemLinkInvitation(tx, fingerprint(token)))) {
      throw new AccessError(
        'not-found',
        'This link was used or has expired. Press the button in Slack again.',
      );
    }
    const person = await requirePerson(ctx, tx);
    await saveSlackLink(tx, account, person.id);
    const data = { email: person.email, ...account, how: 'sign-in' } as const;
    await record(tx, ctx, { action: 'link-slack-user', data }, { userId: person.id });
  });
}
