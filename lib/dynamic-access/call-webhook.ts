import type { DynamicAccessRow } from '@/lib/db/targets/dynamic-access';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { open } from '@/lib/secrets';
import { callAddress } from '@/lib/target-setup/call-address';

const maxBytes = 64 * 1024;

/** What a webhook answered: its status, or null without an answer. `error` is a sentence about a failure. */
export type WebhookAnswer =
  | { isOk: true; status: number; body: string }
  | { isOk: false; status: number | null; error: string };

/**
 * Calls a webhook of a provisioning server: GET, or POST with a body. Nothing of what a failing one says gets to people, because
 * it can be anything; the log has why it could not be called.
 */
export async function callWebhook(
  access: DynamicAccessRow,
  webhook: 'start' | 'stop' | 'health',
  { body, timeoutMs }: { body?: object; timeoutMs: number },
): Promise<WebhookAnswer> {
  try {
    const { status, body: answer } = await callAddress(new URL(access[`${webhook}Webhook`]), {
      method: body ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...authorize(access),
      },
      ...(body && { body: JSON.stringify(body) }),
      timeoutMs,
      maxBytes,
    });
    if (status >= 200 && status < 300) return { isOk: true, status, body: answer.toString('utf8') };
    return { isOk: false, status, error: `The ${webhook} webhook answered ${status}.` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log().warn({ targetId: access.targetId, webhook, why }, 'a webhook could not be called');
    return { isOk: false, status: null, error: `The ${webhook} webhook could not be called.` };
  }
}

/** The shared secret as BastionZero's provisioning servers expect it. Throws if no encryption key opens it. */
function authorize({ secret, targetId }: DynamicAccessRow): { authorization?: string } {
  if (secret === null) return {};
  const text = open(env().encryptionKeys, secret, targetId);
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}
