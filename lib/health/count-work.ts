import { countAllMessages, countLiveGrants, countRequests, type StateCount } from '@/lib/db/metrics';

/** How much there is of everything, in all organizations: numbers only, no names and no ids. */
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
