import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import { isId, isMeant, readTargetString } from '../targets/target-string';
import { type AccessRequest, describeRequest } from './access-request';

/** Requests that wait or give access now, newest first: one's own, or as an admin everybody's. */
export async function listOpenRequests(api: Api, whose: 'own' | 'all'): Promise<AccessRequest[]> {
  const [waiting, live] = await Promise.all([
    api.get<AccessRequest[]>('access/requests', { state: 'waiting', whose }),
    api.get<AccessRequest[]>('access/requests', { state: 'live', whose }),
  ]);
  return [...waiting, ...live].sort((a, b) => b.timeCreated.localeCompare(a.timeCreated));
}

/**
 * The open request that somebody means: by id, by the beginning of an id, or by its target. Their own go
 * first; an admin finds the others' by id.
 *
 * @throws Failure where there is none, or several.
 */
export async function findOpenRequest(api: Api, meant: string): Promise<AccessRequest> {
  if (isId(meant)) return api.get<AccessRequest>(`access/requests/${meant}`);
  const own = await listOpenRequests(api, 'own');
  const byTarget = own.filter((request) => isOf(request, meant));
  const found = byTarget.length > 0 ? byTarget : beginWith(own, meant);
  return requireOne(found.length > 0 ? found : beginWith(await listOthers(api), meant), meant);
}

/** The only open request of one's own. */
export async function findOnlyRequest(api: Api): Promise<AccessRequest> {
  return requireOne(await listOpenRequests(api, 'own'), null);
}

async function listOthers(api: Api): Promise<AccessRequest[]> {
  try {
    return await listOpenRequests(api, 'all');
  } catch (error) {
    if (isFailure(error, 'forbidden')) return [];
    throw error;
  }
}

function isOf({ target, targetUser }: AccessRequest, meant: string): boolean {
  const { user, readings } = readTargetString(meant);
  const isUser = user === null || user === targetUser;
  return isUser && readings.some((reading) => isMeant(reading, target));
}

function beginWith(requests: readonly AccessRequest[], meant: string): AccessRequest[] {
  return /^[0-9a-f]{4}[0-9a-f-]*$/i.test(meant)
    ? requests.filter(({ id }) => id.startsWith(meant.toLowerCase()))
    : [];
}

function requireOne(found: readonly AccessRequest[], meant: string | null): AccessRequest {
  const [only, another] = found;
  if (only && !another) return only;
  const which = meant === null ? 'of yours' : `by ${meant}`;
  if (!only) throw new Failure('not-found', `There is no open request ${which}. zli requests lists them.`);
  const list = found.map((request) => `${request.id} (${describeRequest(request)})`).join(', ');
  throw new Failure('ambiguous', `There are several open requests ${which}. Say which by its id: ${list}.`);
}
