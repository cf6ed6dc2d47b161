import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SlackCall } from './slack-call';

export type Verified = { ok: true; body: string } | { ok: false; status: 401 | 413; why: string };

const maxSkewSeconds = 300;

/**
 * Checks that Slack signed the body of a request, with one of the secrets. `now` is in seconds. Rejects a body that is
 * too long, unsigned, wrongly signed, or signed more than five minutes before or after `now`.
 */
export function verifySignature(
  { headers, body }: Omit<SlackCall, 'path'>,
  secrets: readonly string[],
  now: number,
): Verified {
  if (!body) return { ok: false, status: 413, why: 'the body is too long' };
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, status: 401, why: 'no timestamp' };
  if (Math.abs(now - Number(timestamp)) > maxSkewSeconds) {
    return { ok: false, status: 401, why: 'the timestamp is too far from our clock' };
  }
  const signature = Buffer.from(headers.get('x-slack-signature') ?? '');
  const isSigned = secrets.map((secret) => isEqual(signature, Buffer.from(sign(body, timestamp, secret))));
  if (!isSigned.includes(true)) {
    return { ok: false, status: 401, why: 'the signature is not Slack’s' };
  }
  return { ok: true, body: body.toString('utf8') };
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Slack's signature of a body; `timestamp` is in seconds. */
export function sign(body: Uint8Array | string, timestamp: string, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}
