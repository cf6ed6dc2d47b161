import type { InstallationRow } from '@/lib/db/slack/installations';

/** The integration that an event ends, and its time by Slack's clock. */
export type EventContext = { installation: InstallationRow; eventTime: Date };
