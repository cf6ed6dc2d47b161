import { findUnsealedSeconds } from '@/lib/db/audit/sealing';
import { countAllMessages, countLiveGrants, countRequests, type StateCount } from '@/lib/db/metrics';

/** Counts across all organizations, for metrics: no names and no ids. */
export async function countWork(): Promise<{
  requests: StateCount[];
  liveGrants: number;
  messages: StateCount[];
  unsealedSeconds: number;
}> {
  const [requests, liveGrants, messages, unsealedSeconds] = await Promise.all([
    countRequests(),
    countLiveGrants(),
    countAllMessages(),
    findUnsealedSeconds(),
  ]);
  return { requests, liveGrants, messages, unsealedSeconds };
}
