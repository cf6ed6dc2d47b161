import type { NextRequest } from 'next/server';
import NextAuth, { type NextAuthOptions } from 'next-auth';
import { authOptions } from '@/lib/auth/options';
import { log } from '@/lib/log';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const [step, provider] = (await context.params).nextauth;
  const cookies = Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));
  const state = request.nextUrl.searchParams.get('state');
  let options: NextAuthOptions;
  try {
    options = await authOptions(step, { cookies, provider, state });
  } catch (error) {
    log().error({ err: error, provider }, 'the identity provider did not answer');
    return Response.json({ url: '/sign-in?error=OAuthSignin' });
  }
  return NextAuth(request as never, context as never, options);
}

export { handle as GET, handle as POST };
