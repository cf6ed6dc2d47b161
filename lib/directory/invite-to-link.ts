import type { SlackAccount } from '@/lib/core/actor';
import { insertLinkInvitation } from '@/lib/db/slack/slack-links';
import { fingerprint, newToken } from '@/lib/secrets';

/**
 * Creates a single-use token that expires after ten minutes: with it, the owner of the Slack account signs in to the
 * console and links the account (R17). The account comes from a payload that Slack signed.
 */
export async function inviteToLink(account: SlackAccount): Promise<string> {
  const token = newToken();
  await insertLinkInvitation(fingerprint(token), account);
  return token;
}
