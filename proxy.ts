import { type NextRequest, NextResponse } from 'next/server';
import { pathHeader } from '@/lib/auth/path-header';

/**
 * Tells each page of the console its own address, which Next keeps from the server: who must sign in first is
 * led back to it. It looks at nobody and decides nothing (docs/decisions/0005-no-middleware.md).
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const headers = new Headers(request.headers);
  headers.set(pathHeader, `${pathname}${search}`);
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ['/((?!api/|_next/|icon).*)'] };
