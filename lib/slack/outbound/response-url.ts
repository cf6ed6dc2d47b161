import { env } from '@/lib/env';
import { log } from '@/lib/log';
import type { SlackMessageBody } from '../blocks/message';

const slackOrigins = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'];
const timeoutMs = 1500;

/** Shows a message to the user who acted, and to no one else. False when Slack did not take it. */
export async function answerPrivately(url: string, message: SlackMessageBody): Promise<boolean> {
  return post(url, { ...message, response_type: 'ephemeral', replace_original: false });
}

/** Replaces the message that the action belongs to. False when Slack did not take it. */
export async function replaceMessage(url: string, message: SlackMessageBody): Promise<boolean> {
  return post(url, { ...message, replace_original: true });
}

// Anyone with the address can post for 30 minutes: it is used on Slack's own hosts only, and never logged.
async function post(url: string, body: object): Promise<boolean> {
  if (!isSlackUrl(url)) {
    log().warn('a response_url outside Slack was not called');
    return false;
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) log().warn({ status: response.status }, 'Slack rejected an answer at a response_url');
    return response.ok;
  } catch (error) {
    log().warn({ why: error instanceof Error ? error.name : 'unknown' }, 'a response_url did not answer');
    return false;
  }
}

function isSlackUrl(url: string): boolean {
  const origin = URL.canParse(url) ? new URL(url).origin : null;
  return origin !== null && [...slackOrigins, new URL(env().slack.apiUrl).origin].includes(origin);
}
