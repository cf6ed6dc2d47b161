import { countAllMessages, countLiveGrants, countRequests, type StateCount } from '@/lib/db/metrics';

/** Counts across all organizations, for metrics: no names and no ids. */
export async function countWork(): Promise<{
  requests: StateCount[];
  liveGrants: number;
  messages: StateCount[];
}> {
  const [requests, liveGrants, messages] = await Promise.all([
    countRequests(),
    countLiveGrants(),
    countAllMessages(),
  ]);
  return { requests, liveGrants, messages };
}
