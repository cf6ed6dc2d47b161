import { AccessError } from '@/lib/core/error';
import { describeTooManyWaits } from '@/lib/core/text/error';
import { env } from '@/lib/env';

/** How many waits each person has in this process. */
const shared = globalThis as { bzeroWaits?: Map<string, number> };

const retrySeconds = 25;

/**
 * Runs a wait of a person. In one process a person has at most as many waits as open sessions (MAX_OPEN_SESSIONS), because
 * `zli` waits once for each. Throws `too-many-requests` beyond.
 */
export async function withWait<T>(userId: string, wait: () => Promise<T>): Promise<T> {
  shared.bzeroWaits ??= new Map();
  const waits = shared.bzeroWaits;
  const count = waits.get(userId) ?? 0;
  const most = env().limits.openSessions;
  if (count >= most) {
    throw new AccessError('too-many-requests', describeTooManyWaits(most), {
      details: { retryAfter: retrySeconds },
    });
  }
  waits.set(userId, count + 1);
  try {
    return await wait();
  } finally {
    const left = (waits.get(userId) ?? 1) - 1;
    if (left > 0) waits.set(userId, left);
    else waits.delete(userId);
  }
}
