import { WebClient, type WebClientOptions } from '@slack/web-api';
import { env } from '@/lib/env';
import { fingerprint } from '@/lib/secrets';
import { openBotToken } from '@/lib/slack-installation/open-bot-token';
import { slackLogger } from './logger';

/** Milliseconds: less while a user in Slack waits for the answer than in a job. */
const timeouts = { lookup: 2_000, inbound: 2_500, job: 10_000 } as const;

export type TimeoutKind = keyof typeof timeouts;

const maxClients = 32;
const clients = new Map<string, WebClient>();

/**
 * The client of an installation; null once the installation was removed. It does not retry: a post repeated after a
 * lost answer would appear twice.
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

/** A client for a token that is not stored, or without a token. */
export function newClient(token: string | undefined, timeout: TimeoutKind): WebClient {
  return new WebClient(token, clientOptions(timeout));
}

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
