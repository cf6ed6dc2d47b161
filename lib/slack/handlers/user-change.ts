import type { EventContext } from '@/lib/slack/inbound/event-context';
import type { UserChange } from '@/lib/slack/inbound/payloads';
import { rememberSlackUser } from '@/lib/slack/outbound/people';

/** A Slack user joined or changed: a new address, a guest now, deactivated. It counts at once (R16). */
export async function onUserChange({ installation }: EventContext, event: UserChange): Promise<void> {
  await rememberSlackUser(installation, event.user);
}
