import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth/options';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const [step] = (await context.params).nextauth;
  const cookies = Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));
  const state = request.nextUrl.searchParams.get('state');
  return NextAuth(request as never, context as never, await authOptions(step, { cookies, state }));
}

export { handle as GET, handle as POST };
