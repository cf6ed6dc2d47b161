import { noteRefusal } from '@/lib/audit/note-refusal';
import { readClientAddress } from '@/lib/client-address';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { addressKey, takeFrom } from '@/lib/rate-limit';
import { emptyAnswer, type SlackAnswer, type SlackCall } from './slack-call';
import { verifySignature } from './verify-signature';

/**
 * Passes requests that Slack signed to `dispatch`. Others get a status without a reason; the log has it. Only those count
 * under a limit: Slack's addresses carry the calls of all people, and behind a proxy that nobody listed, everybody's
 * address is the same, so a signed call must never wait for the sender of unsigned ones.
 */
export async function receive(
  call: SlackCall,
  dispatch: (body: string) => Promise<SlackAnswer>,
): Promise<SlackAnswer> {
  if (isCertificateCheck(call)) return emptyAnswer(200);
  const verified = verifySignature(call, env().slack.signingSecrets, Math.floor(Date.now() / 1000));
  if (verified.ok) return dispatch(verified.body);
  const { path } = call;
  const address = readClientAddress(call.headers);
  const by = { organizationId: null, name: 'an unknown caller', via: 'slack', address } as const;
  noteRefusal({ kind: 'slack-signature', by, doing: path, why: verified.why });
  const { allowed, resetSeconds } = await takeFrom('unsigned-slack', addressKey(address ?? 'unknown'));
  if (!allowed) return emptyAnswer(429, { 'retry-after': String(resetSeconds) });
  log().warn({ path, why: verified.why }, 'a Slack request was rejected');
  return emptyAnswer(verified.status);
}

/**
 * Slack checks the certificate of a command's address with a request of its own, which an app acknowledges before it looks
 * for a signature: https://docs.slack.dev/interactivity/implementing-slash-commands
 */
function isCertificateCheck({ path, body }: SlackCall): boolean {
  return path.endsWith('/commands') && body !== null && /(^|&)ssl_check=1(&|$)/.test(body.toString('utf8'));
}
