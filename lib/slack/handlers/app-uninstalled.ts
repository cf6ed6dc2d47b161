import { removeInstallationFromSlack } from '@/lib/slack-installation/remove-installation';
import type { EventContext } from '../inbound/event-context';

/** The app was removed in Slack, which revoked its token: Slack is not called. */
export async function onAppUninstalled({ installation, eventTime }: EventContext): Promise<void> {
  await removeInstallationFromSlack({ teamId: installation.teamId, eventTime });
}
