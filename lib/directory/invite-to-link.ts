import type { SlackAccount } from '@/lib/core/actor';
import { insertLinkInvitation } from '@/lib/db/slack/slack-users';
import { fingerprint, newToken } from '@/lib/secrets';

/**
 * Creates a single-use token, valid for ten minutes, that links a Slack account to the person who opens it in the console
 * (R17). The account must come from a payload that Slack signed.
 */
export async function inviteToLink(account: SlackAccount): Promise<string> {
  const token = newToken();
  await insertLinkInvitation(fingerprint(token), account);
  return token;
}
