import { redirect } from 'next/navigation';
import { readTo } from '@/lib/api/forward-auth';
import { getOnly } from '@/lib/api/get-only';
import { currentContext, currentSessionId } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';
import { beginWebPass } from '@/lib/web-passes/begin-web-pass';
import { getWebAppAddress, startPath } from '@/lib/web-passes/get-web-app-address';

type Params = { params: Promise<{ id: string }> };

/**
 * The entry point for a browser without a pass. Redirects to the sign-in, to the app, or to the page that explains why
 * not. A browser that comes without the challenge of a nonce, from a link in the console, gets one at the app first.
 */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { id: targetId } = await params;
  const url = new URL(request.url);
  const challenge = url.searchParams.get('challenge');
  url.searchParams.delete('challenge');
  redirect(await locationOf(targetId, readTo(url), challenge));
}

async function locationOf(targetId: string, to: string, challenge: string | null): Promise<string> {
  const query = new URLSearchParams({ to });
  const ctx = await currentContext();
  const sessionId = await currentSessionId();
  if (!ctx || sessionId === null) {
    if (challenge !== null) query.set('challenge', challenge);
    const back = `/api/v2/web/${encodeURIComponent(targetId)}/start?${query}`;
    return `/sign-in?callbackUrl=${encodeURIComponent(back)}`;
  }
  try {
    if (challenge === null) return await getWebAppAddress(ctx, { targetId, to });
    return (await beginWebPass(ctx, { targetId, to, challenge, sessionId })).location;
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    if (to.startsWith(startPath)) query.set('problem', 'proxy');
    return `/connect/${encodeURIComponent(targetId)}?${query}`;
  }
}
export const { POST, PUT, PATCH, DELETE } = getOnly;
