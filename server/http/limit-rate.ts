import type { IncomingMessage, ServerResponse } from 'node:http';
import { describeTooManyRequests } from '@/lib/core/text/error';
import { addressKey, type LimitName, rateLimitHeaders, takeFrom } from '@/lib/rate-limit';
import type { Refusal } from './refuse';

/**
 * Counts a request under the limit of its address, and reports the state of that limit in the response. Returns the
 * refusal when it is used up. Limits by token and person follow once the caller is known (lib/api/call.ts).
 */
export async function limitRate(
  request: IncomingMessage,
  response: ServerResponse,
  { path, address }: { path: string; address: string },
): Promise<Refusal | null> {
  const name = limitOf(request.method, path);
  if (name === null) return null;
  const taken = await takeFrom(name, addressKey(address));
  for (const [header, value] of Object.entries(rateLimitHeaders(taken))) response.setHeader(header, value);
  if (taken.allowed) return null;
  const { resetSeconds: retryAfter } = taken;
  return {
    status: 429,
    code: 'too-many-requests',
    message: describeTooManyRequests(retryAfter),
    retryAfter,
  };
}

/**
 * The limit by address for a request; null for files of the build and health checks, which cost next to nothing, and
 * for Slack, whose addresses carry the calls of everybody: there only calls with a wrong signature count.
 */
function limitOf(method: string | undefined, path: string): LimitName | null {
  if (path.startsWith('/_next/static/') || path.startsWith('/api/health/')) return null;
  if (/^\/api\/slack\/(commands|interactions|events)$/.test(path)) return null;
  if (/^\/api\/v2\/web\/[^/]+\/(verify|gate)$/.test(path)) return 'web-checks';
  const signsIn = /^\/api\/auth\/(signin|callback)\//.test(path);
  const isDeviceCode = method === 'POST' && path === '/api/v2/zli/logins';
  return signsIn || isDeviceCode ? 'sign-in' : 'address';
}
