import { redirect } from 'next/navigation';
import { currentContext } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';
import { beginWebPass } from '@/lib/web-passes/begin-web-pass';

type Params = { params: Promise<{ id: string }> };

/** Where a reverse proxy sends a browser without a pass: to sign in, to the app, or to the page that says why not. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { id: targetId } = await params;
  redirect(await whereTo(targetId, readTo(request.url)));
}

async function whereTo(targetId: string, to: string): Promise<string> {
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
 * Where in the app the browser wants to be. nginx can't encode it, so the rest of a query of its own stands
 * beside it, as if it were this address's.
 */
function readTo(url: string): string {
  const query = new URL(url).searchParams;
  const to = query.get('to') ?? '/';
  query.delete('to');
  const rest = query.toString();
  if (rest === '') return to;
  return `${to}${to.includes('?') ? '&' : '?'}${rest}`;
}
