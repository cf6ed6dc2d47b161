import type { SlackAccount } from '@/lib/core/actor';
import { insertLinkInvitation } from '@/lib/db/slack/slack-links';
import { fingerprint, newToken } from '@/lib/secrets';

/**
 * A single-use token, good for ten minutes, that whoever holds this Slack account may take to the console
 * to prove who they are (R17). The account comes from a payload that Slack signed.
 */
export async function inviteToLink(account: SlackAccount): Promise<string> {
  const token = newToken();
  await insertLinkInvitation(fingerprint(token), account);
  return token;
}
