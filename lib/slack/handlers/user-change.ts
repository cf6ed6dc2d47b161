import type { InstallationRow } from '@/lib/db/slack/installations';
import type { UserChange } from '../inbound/payloads';
import { saveApiUser } from '../outbound/slack-accounts';

/** A Slack user joined or changed, for example their email; takes effect immediately (R16). */
export async function onUserChange(installation: InstallationRow, event: UserChange): Promise<void> {
  await saveApiUser(installation, event.user);
}
