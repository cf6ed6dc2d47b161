import { z } from 'zod';
import { isOneLine } from '@/lib/core/one-line';
import { isLoopback } from '@/lib/core/target/virtual';

const line = z
  .string()
  .max(2000, 'Use at most 2000 characters.')
  .refine(isOneLine, 'Use one line without invisible characters.');

const webhook = line.refine(
  isWebhookAddress,
  'Enter an address that begins with https://, without a user name and a fragment.',
);

/** How a provisioning server is called. An empty secret is none. */
export const webhookFields = z.object({
  startWebhook: webhook,
  stopWebhook: webhook,
  healthWebhook: webhook,
  sharedSecret: line.nullish(),
});

/** Only what stays on this machine can be without TLS: the shared secret is in every call. */
function isWebhookAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
