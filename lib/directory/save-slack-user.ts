import type { SlackAccount } from '@/lib/core/actor';
import type { Barred } from '@/lib/core/slack/slack-account';
import { type SlackUserRow, saveSlackUser as saveRow } from '@/lib/db/slack/slack-users';

/** What Slack says of an account: the address, lower-cased, and why it may not be used, if it may not (R16). */
export type SlackUserFacts = SlackAccount & {
  organizationId: string;
  email: string | null;
  name: string;
  barred: Barred | null;
  isTeamAdmin: boolean;
  timeZone: string | null;
};

export type { SlackUserRow };

/** Remembers what Slack just said of an account. Gives it back with the person of ours it is, if any. */
export async function saveSlackUser(facts: SlackUserFacts): Promise<SlackUserRow> {
  return saveRow(facts);
}
