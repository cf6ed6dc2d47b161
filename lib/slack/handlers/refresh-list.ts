import { describeError } from '../errors';
import type { ListPlace } from '../ids';
import type { SlackActor } from '../inbound/slack-actor';
import { replaceMessage } from '../outbound/response-url';
import { renderTargetList } from './answer-list-targets';

/**
 * Replaces a list of targets, so that it no longer offers what was requested. What happened does not depend on it: an
 * address that Slack no longer takes leaves the list as it is, and an error is logged.
 */
export async function refreshList(actor: SlackActor, list: ListPlace | undefined): Promise<void> {
  if (!list) return;
  try {
    await replaceMessage(list.url, await renderTargetList(actor, list));
  } catch (error) {
    describeError(error);
  }
}
