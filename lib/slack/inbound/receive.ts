import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { verifySignature } from './verify-signature';

/**
 * The door for whatever Slack sends: only what Slack signed goes on to `dispatch`. What is refused gets no
 * reason; our log has it.
 */
export async function receive(
  request: Request,
  dispatch: (body: string) => Promise<Response>,
): Promise<Response> {
  const verified = await verifySignature(request, env().slack.signingSecret, Math.floor(Date.now() / 1000));
  if (verified.ok) return dispatch(verified.body);
  log().warn(
    { path: new URL(request.url).pathname, why: verified.why },
    'a request to Slack’s door was refused',
  );
  return new Response(null, { status: verified.status });
}
