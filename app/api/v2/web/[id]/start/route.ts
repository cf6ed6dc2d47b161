import { redirect } from 'next/navigation';
import { currentContext } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';
import { beginWebPass } from '@/lib/credentials/begin-web-pass';

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

/** What follows `to=`. nginx can't encode it, so an address with a query of its own stands there as it is. */
function readTo(url: string): string {
  const to = /[?&]to=(.*)$/s.exec(url)?.[1] ?? '/';
  return to.startsWith('/') ? to : (new URL(url).searchParams.get('to') ?? '/');
}
