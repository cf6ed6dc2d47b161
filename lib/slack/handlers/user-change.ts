import type { EventContext } from '../inbound/event-context';
import type { UserChange } from '../inbound/payloads';
import { saveApiUser } from '../outbound/slack-accounts';

/** A Slack user joined or changed: a new address, a guest now, deactivated. It counts at once (R16). */
export async function onUserChange({ installation }: EventContext, event: UserChange): Promise<void> {
  await saveApiUser(installation, event.user);
}
