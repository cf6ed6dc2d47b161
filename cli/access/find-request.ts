import { Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import { isId, isMatch, readTargetString } from '../targets/target-string';
import { type AccessRequest, describeRequest } from './access-request';

/** Pending and active requests, newest first: the caller's own, or everyone's (admins only). */
export async function listOpenRequests(api: Api, whose: 'own' | 'all'): Promise<AccessRequest[]> {
  const [pending, active] = await Promise.all([
    api.get<AccessRequest[]>('access/requests', { state: 'waiting', whose }),
    api.get<AccessRequest[]>('access/requests', { state: 'live', whose }),
  ]);
  return [...pending, ...active].sort((a, b) => b.timeCreated.localeCompare(a.timeCreated));
}

/**
 * Finds an open request by id, by the first characters of its id, or by its target. The caller's own requests
 * come first; an admin finds other people's by id.
 *
 * Throws a `Failure` if none matches, or several do.
 */
export async function findOpenRequest(api: Api, query: string): Promise<AccessRequest> {
  if (isId(query)) return api.get<AccessRequest>(`access/requests/${query}`);
  const own = await listOpenRequests(api, 'own');
  const byTarget = own.filter((request) => hasTarget(request, query));
  const found = byTarget.length > 0 ? byTarget : filterByIdPrefix(own, query);
  return requireOne(found.length > 0 ? found : filterByIdPrefix(await listAllIfAdmin(api), query), query);
}

/** The only open request of the caller. Throws a `Failure` if there is none, or several. */
export async function findOnlyRequest(api: Api): Promise<AccessRequest> {
  return requireOne(await listOpenRequests(api, 'own'), null);
}

async function listAllIfAdmin(api: Api): Promise<AccessRequest[]> {
  try {
    return await listOpenRequests(api, 'all');
  } catch (error) {
    if (isFailure(error, 'forbidden')) return [];
    throw error;
  }
}

function hasTarget({ target, targetUser }: AccessRequest, query: string): boolean {
  const { user, readings } = readTargetString(query);
  const isUser = user === null || user === targetUser;
  return isUser && readings.some((reading) => isMatch(reading, target));
}

function filterByIdPrefix(requests: readonly AccessRequest[], prefix: string): AccessRequest[] {
  return /^[0-9a-f]{4}[0-9a-f-]*$/i.test(prefix)
    ? requests.filter(({ id }) => id.startsWith(prefix.toLowerCase()))
    : [];
}

function requireOne(found: readonly AccessRequest[], query: string | null): AccessRequest {
  const [only, another] = found;
  if (only && !another) return only;
  if (!only) {
    const none = query === null ? 'You have no open request.' : `No open request matches ${query}.`;
    throw new Failure('not-found', `${none} List requests with: zli requests`);
  }
  const several =
    query === null ? 'You have several open requests.' : `Several open requests match ${query}.`;
  const list = found.map((request) => `${request.id} (${describeRequest(request)})`).join(', ');
  throw new Failure('ambiguous', `${several} Use the id of one: ${list}.`);
}
