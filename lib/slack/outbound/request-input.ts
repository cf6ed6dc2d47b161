import type { RequestView } from '@/lib/core/access/request';
import { findSlackIds } from '@/lib/db/slack/slack-users';
import type { Mentions, RequestInput } from '../blocks/message';
import { consoleUrl } from '../console-url';

/** What a message in a workspace about a request at a moment is rendered from. */
export async function requestInput(
  { teamId }: { teamId: string },
  request: RequestView,
  now: Date,
): Promise<RequestInput> {
  return { request, now, consoleUrl: consoleUrl(), mentions: await findMentions(teamId, [request]) };
}

/** The Slack accounts of those who requested, decided or ended some requests, as far as they are known. */
export async function findMentions(teamId: string, requests: readonly RequestView[]): Promise<Mentions> {
  const people = requests.flatMap(({ requester, decidedBy, grant }) => [
    requester,
    decidedBy,
    grant?.endedBy,
  ]);
  const ids = new Set(people.flatMap((person) => person?.id ?? []));
  return ids.size === 0 ? new Map() : findSlackIds(teamId, [...ids]);
}
