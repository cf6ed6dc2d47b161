import { isIPv6 } from 'node:net';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AccessError } from '@/lib/core/error';
import { describeTooManyRequests } from '@/lib/core/text/error';
import { env, type Limits } from '@/lib/env';

/** What is limited, by the name that the RateLimit headers carry. */
export type LimitName = keyof typeof policies;

/** The state of a limit after one call took from it. */
export type Taken = {
  name: LimitName;
  allowed: boolean;
  quota: number;
  remaining: number;
  /** until the whole quota is there again */
  resetSeconds: number;
};

const windowSeconds = 60;

/** Calls a minute of each limit. */
const policies = {
  /** every request of an address, except the ones that count below or not at all */
  address: (limits: Limits) => limits.address,
  /** A proxy in front of a web app calls once for each file of the app. */
  'web-checks': (limits: Limits) => limits.address * 10,
  'sign-in': (limits: Limits) => limits.signIn,
  token: (limits: Limits) => limits.token,
  person: (limits: Limits) => limits.person,
  sessions: (limits: Limits) => limits.sessions,
  /** zli asks every two seconds whether its device code is approved. */
  'device-code': () => 60,
  /** the codes that a person types to approve a device, each a guess perhaps */
  'user-code': () => 30,
  /** calls with the wrong signature that pretend to be Slack's, by address */
  'unsigned-slack': () => 60,
};

// The server and the routes are separate bundles in one process, so the counters are on globalThis.
const shared = globalThis as { bzeroRateLimits?: Map<LimitName, RateLimiterMemory> };

/** Counts one call under a limit. The counters are this process's own (docs/operate.md, "Limits"). */
export async function takeFrom(name: LimitName, key: string): Promise<Taken> {
  const limiter = limiterOf(name);
  const toTaken = (result: RateLimiterRes, allowed: boolean): Taken => ({
    name,
    allowed,
    quota: limiter.points,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  });
  return limiter.consume(key).then(
    (result) => toTaken(result, true),
    (refused: RateLimiterRes | Error) => {
      if (refused instanceof Error) throw refused;
      return toTaken(refused, false);
    },
  );
}

/** Counts one call under a limit. Throws `too-many-requests` when it is used up. */
export async function requireWithin(name: LimitName, key: string): Promise<void> {
  const { allowed, resetSeconds } = await takeFrom(name, key);
  if (!allowed) throw tooManyRequests(resetSeconds);
}

/** The error of a call beyond a limit that is free again after `seconds`. */
export function tooManyRequests(seconds: number): AccessError {
  return new AccessError('too-many-requests', describeTooManyRequests(seconds), {
    details: { retryAfter: seconds },
  });
}

/**
 * The headers `RateLimit` and `RateLimit-Policy` of draft-ietf-httpapi-ratelimit-headers, version 8 and later: the
 * quota (`q`) and its window in seconds (`w`), what remains (`r`) and the seconds until it is reset (`t`).
 */
export function rateLimitHeaders(taken: Taken): { 'ratelimit-policy': string; ratelimit: string } {
  const { name, quota, remaining, resetSeconds } = taken;
  return {
    'ratelimit-policy': `"${name}";q=${quota};w=${windowSeconds}`,
    ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  };
}

/** The key of an address. A client chooses freely among the addresses of its IPv6 network, which has 64 bits. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const groups = address.includes('::') ? [...front, ...zeros, ...back] : front;
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function limiterOf(name: LimitName): RateLimiterMemory {
  shared.bzeroRateLimits ??= new Map();
  const known = shared.bzeroRateLimits.get(name);
  if (known) return known;
  const points = policies[name](env().limits);
  const limiter = new RateLimiterMemory({ points, duration: windowSeconds, keyPrefix: name });
  shared.bzeroRateLimits.set(name, limiter);
  return limiter;
}
