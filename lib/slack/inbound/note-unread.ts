import { log } from '@/lib/log';
import { countUnreadPayload } from '@/lib/metrics';
import { payloadTypes, type Reading } from './payloads';

/**
 * Logs the type and the fields of a payload of Slack that can't be read, and counts it. Never their values, which can be
 * secret. Does nothing if everything was read.
 */
export function noteUnread({ type, unread }: Reading<unknown>): void {
  if (unread.length === 0) return;
  const shown = /^[a-z_.]{1,50}$/.test(type) ? type : 'unknown';
  log().warn({ type: shown, fields: unread }, 'fields of a Slack payload could not be read');
  countUnreadPayload(payloadTypes.has(type) ? type : 'unknown');
}
