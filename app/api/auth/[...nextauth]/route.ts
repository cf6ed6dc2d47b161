import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth/options';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function handle(request: Request, context: RouteContext): Promise<Response> {
  const [step] = (await context.params).nextauth;
  return NextAuth(request as never, context as never, await authOptions(step));
}

export { handle as GET, handle as POST };
