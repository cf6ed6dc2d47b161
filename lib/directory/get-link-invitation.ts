import { z } from 'zod';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import type { SlackAccount } from '@/lib/core/actor';
import { AccessError } from '@/lib/core/error';
import type { Tx } from '@/lib/db/client';
import { findInstallation } from '@/lib/db/slack/installations';
import { findLinkInvitation, findSlackUser } from '@/lib/db/slack/slack-users';
import { parse } from '@/lib/parse';
import { fingerprint } from '@/lib/secrets';

export const linkInput = z.object({ token: z.string().min(1).max(200) });

export type LinkInvitation = {
  account: SlackAccount;
  slackName: string;
  slackEmail: string;
  teamName: string;
};

/**
 * The Slack account that a link would connect to the signed-in person. Throws `invalid`, `not-found` if the link is used
 * or expired, `forbidden` if the account belongs to another workspace or has another email.
 */
export async function getLinkInvitation(ctx: Context, input: unknown, tx?: Tx): Promise<LinkInvitation> {
  const { token } = parse(linkInput, input);
  const person = await requirePerson(ctx, tx);
  const account = await findLinkInvitation(fingerprint(token), tx);
  if (!account) {
    throw new AccessError(
      'not-found',
      'This link has been used or has expired. Press the button in Slack again to get a new one.',
    );
  }
  const installation = await findInstallation(ctx.organizationId, tx);
  const slackUser = await findSlackUser(account, tx);
  if (installation?.teamId !== account.teamId || !slackUser || slackUser.barred) {
    throw new AccessError('forbidden', 'This Slack account is not in the connected workspace.');
  }
  // A person who tricks an admin into opening their link must not get the admin's rights (R16 and R17 together).
  if (slackUser.email !== person.email) {
    throw new AccessError(
      'forbidden',
      `The email of this Slack account is not ${person.email}. Use the same email in Slack and here.`,
    );
  }
  return { account, slackName: slackUser.name, slackEmail: slackUser.email, teamName: installation.teamName };
}
