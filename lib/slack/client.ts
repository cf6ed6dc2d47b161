import { WebClient, type WebClientOptions } from '@slack/web-api';
import { env } from '@/lib/env';
import { fingerprint } from '@/lib/secrets';
import { openBotToken } from '@/lib/slack-installation/open-bot-token';
import { slackLogger } from './logger';

/** How long a call may take while somebody in Slack waits for us, and in a job; milliseconds. */
export const timeouts = { lookup: 2_000, inbound: 2_500, job: 10_000 } as const;

export type TimeoutKind = keyof typeof timeouts;

const maxClients = 32;
const clients = new Map<string, WebClient>();

/**
 * The client of a living installation; null once it was removed. It never tries again by itself: a post
 * that is repeated after a lost answer stands there twice.
 */
export async function slackClient(
  installationId: string,
  timeout: TimeoutKind = 'inbound',
): Promise<WebClient | null> {
  const token = await openBotToken(installationId);
  if (token === null) return null;
  const key = `${installationId} ${timeout} ${fingerprint(token)}`;
  const cached = clients.get(key);
  if (cached) return cached;
  const oldest = clients.size >= maxClients ? clients.keys().next().value : undefined;
  if (oldest !== undefined) clients.delete(oldest);
  const client = newClient(token, timeout);
  clients.set(key, client);
  return client;
}

/** A client with a token that is not stored, or without one. */
export function newClient(token: string | undefined, timeout: TimeoutKind): WebClient {
  return new WebClient(token, clientOptions(timeout));
}

/** How every client of ours talks to Slack. */
export function clientOptions(timeout: TimeoutKind): WebClientOptions {
  return {
    slackApiUrl: env().slack.apiUrl,
    retryConfig: { retries: 0 },
    timeout: timeouts[timeout],
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: slackLogger(),
  };
}
