import { removeInstallationFromSlack } from '@/lib/slack-installation/remove-installation';
import type { EventContext } from '../inbound/event-context';
import type { TokensRevoked } from '../inbound/payloads';

/**
 * A revoked bot token ends the integration; user tokens are not used here. The event can arrive after a new
 * installation: its time shows that it is about the earlier one.
 */
export async function onTokensRevoked(
  { installation, eventTime }: EventContext,
  event: TokensRevoked,
): Promise<void> {
  if (!event.tokens.bot?.length) return;
  await removeInstallationFromSlack({ teamId: installation.teamId, eventTime });
}
