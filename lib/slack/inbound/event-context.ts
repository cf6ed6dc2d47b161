import type { InstallationRow } from '@/lib/slack-installation/find-installation-for';

/** Where an event happened, and when by Slack's clock. */
export type EventContext = { installation: InstallationRow; eventTime: Date };
