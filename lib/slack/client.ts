import { WebClient, type WebClientOptions } from '@slack/web-api';
import { env } from '@/lib/env';
import { fingerprint } from '@/lib/secrets';
import { openBotToken } from '@/lib/slack-installation/open-bot-token';
import { slackLogger } from './logger';

/** How long a call may take while somebody in Slack waits for us, and in a job; milliseconds. */
const patience = { reader: 2_000, inbound: 2_500, job: 10_000 } as const;

export type Patience = keyof typeof patience;

const mostClients = 32;
const clients = new Map<string, WebClient>();

/**
 * The client of a living installation; null once it was removed. It never tries again by itself: a post
 * that is repeated after a lost answer stands there twice.
 */
export async function slackClient(
  installationId: string,
  wait: Patience = 'inbound',
): Promise<WebClient | null> {
  const token = await openBotToken(installationId);
  if (token === null) return null;
  const key = `${installationId} ${wait} ${fingerprint(token)}`;
  const known = clients.get(key);
  if (known) return known;
  const oldest = clients.size >= mostClients ? clients.keys().next().value : undefined;
  if (oldest !== undefined) clients.delete(oldest);
  const client = newClient(token, wait);
  clients.set(key, client);
  return client;
}

/** A client with a token that is not stored, or without one. */
export function newClient(token: string | undefined, wait: Patience): WebClient {
  return new WebClient(token, clientOptions(wait));
}

/** How every client of ours talks to Slack. */
export function clientOptions(wait: Patience): WebClientOptions {
  return {
    slackApiUrl: env().slack.apiUrl,
    retryConfig: { retries: 0 },
    timeout: patience[wait],
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: slackLogger(),
  };
}
