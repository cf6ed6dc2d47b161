import { forgetSlackEvent, insertSlackEvent } from '@/lib/db/slack/slack-users';

/**
 * Does what an event of Slack's asks for, once: its retries do nothing, unless the first try failed. Gives
 * whether it was done now. Throws what `work` throws.
 */
export async function handleEventOnce(eventId: string, work: () => Promise<void>): Promise<boolean> {
  if (!(await insertSlackEvent(eventId))) return false;
  try {
    await work();
  } catch (error) {
    await forgetSlackEvent(eventId);
    throw error;
  }
  return true;
}
