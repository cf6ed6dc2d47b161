import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { verifySignature } from './verify-signature';

/** Passes requests that Slack signed to `dispatch`. Others get a status without a reason; the log has it. */
export async function receive(
  request: Request,
  dispatch: (body: string) => Promise<Response>,
): Promise<Response> {
  const verified = await verifySignature(request, env().slack.signingSecret, Math.floor(Date.now() / 1000));
  if (verified.ok) return dispatch(verified.body);
  log().warn({ path: new URL(request.url).pathname, why: verified.why }, 'a Slack request was rejected');
  return new Response(null, { status: verified.status });
}
