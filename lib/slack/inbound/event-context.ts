import type { InstallationRow } from '@/lib/db/slack/installations';

/** Where an event happened, and when by Slack's clock. */
export type EventContext = { installation: InstallationRow; eventTime: Date };
