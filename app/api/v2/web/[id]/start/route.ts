import { redirect } from 'next/navigation';
import { currentContext } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';
import { beginWebPass } from '@/lib/web-passes/begin-web-pass';

type Params = { params: Promise<{ id: string }> };

/**
 * The entry point for a browser without a pass. Redirects to the sign-in, to the app, or to the page that explains why
 * not.
 */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { id: targetId } = await params;
  redirect(await locationOf(targetId, readTo(request.url)));
}

async function locationOf(targetId: string, to: string): Promise<string> {
  const query = new URLSearchParams({ to });
  const ctx = await currentContext();
  if (!ctx) {
    const back = `/api/v2/web/${encodeURIComponent(targetId)}/start?${query}`;
    return `/sign-in?callbackUrl=${encodeURIComponent(back)}`;
  }
  try {
    return (await beginWebPass(ctx, { targetId, to })).location;
  } catch (error) {
    if (error instanceof AccessError) return `/connect/${encodeURIComponent(targetId)}?${query}`;
    throw error;
  }
}

/**
 * The path in the app that the browser requested. nginx cannot encode it, so the rest of the app's own query arrives as
 * parameters of this URL.
 */
function readTo(url: string): string {
  const query = new URL(url).searchParams;
  const to = query.get('to') ?? '/';
  query.delete('to');
  const rest = query.toString();
  if (rest === '') return to;
  return `${to}${to.includes('?') ? '&' : '?'}${rest}`;
}
