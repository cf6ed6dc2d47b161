import { noteRefusal } from '@/lib/audit/note-refusal';
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
  const { pathname } = new URL(request.url);
  const by = { organizationId: null, name: 'an unknown caller', via: 'slack' } as const;
  noteRefusal({ kind: 'slack-signature', by, doing: pathname, why: verified.why });
  log().warn({ path: pathname, why: verified.why }, 'a Slack request was rejected');
  return new Response(null, { status: verified.status });
}
