import { redirect } from 'next/navigation';
import { currentContext } from '@/lib/auth/session';
import { AccessError } from '@/lib/core/error';
import { beginWebPass } from '@/lib/credentials/begin-web-pass';

type Params = { params: Promise<{ id: string }> };

/** Where a reverse proxy sends a browser without a pass: to sign in, to the app, or to the page that says why not. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { id: targetId } = await params;
  const to = new URL(request.url).searchParams.get('to') ?? '/';
  redirect(await whereTo(targetId, to));
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
