import { z } from 'zod';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import type { SlackAccount } from '@/lib/core/actor';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findInstallation } from '@/lib/db/slack/installations';
import { findLinkInvitation } from '@/lib/db/slack/slack-links';
import { findSlackUser } from '@/lib/db/slack/slack-users';
import { parse } from '@/lib/parse';
import { fingerprint } from '@/lib/secrets';

export const linkInput = z.object({ token: z.string().min(1).max(200) });

export type LinkInvitation = {
  account: SlackAccount;
  slackName: string;
  slackEmail: string;
  teamName: string;
  appId: string;
};

/**
 * The Slack account that a link would connect to the signed-in user. Throws `not-found` when the link was used or has
 * expired, `forbidden` when the account has another workspace or email.
 */
export async function getLinkInvitation(ctx: Context, input: unknown, tx?: Tx): Promise<LinkInvitation> {
  const { token } = parse(linkInput, input);
  const person = await requirePerson(ctx, tx);
  const account = await findLinkInvitation(fingerprint(token), tx);
  if (!account) {
    throw new AccessError('not-found', 'This link was used or has expired. Press the button in Slack again.');
  }
  const installation = await findInstallation(ctx.organizationId, tx);
  const slackUser = await findSlackUser(account, tx);
  if (installation?.teamId !== account.teamId || !slackUser || slackUser.barred) {
    throw new AccessError('forbidden', 'This Slack account is not in the connected workspace.');
  }
  // A user who lures an admin to their own link must not get the admin's rights (R16 and R17).
  if (slackUser.email !== person.email) {
    throw new AccessError(
      'forbidden',
      `This Slack account has a different email than ${person.email}. Use the same email for both.`,
    );
  }
  const { teamName, appId } = installation;
  return { account, slackName: slackUser.name, slackEmail: slackUser.email, teamName, appId };
}
