import { removeInstallationFromSlack } from '@/lib/slack-installation/remove-installation';
import type { EventContext } from '../inbound/event-context';
import type { TokensRevoked } from '../inbound/payloads';

/**
 * Tokens were revoked. Ours is the bot's: a revoked user token means nothing here. The event may come late,
 * even after a new installation; then its time says that it is about the earlier one.
 */
export async function onTokensRevoked(
  { installation, eventTime }: EventContext,
  event: TokensRevoked,
): Promise<void> {
  if (!event.tokens.bot?.length) return;
  await removeInstallationFromSlack({ teamId: installation.teamId, eventTime });
}
