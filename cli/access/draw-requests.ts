import { formatStatus } from '@/lib/core/text/request';
import { formatAccessSpec } from '@/lib/core/text/target';
import { type Column, drawTable } from '../format/draw-table';
import { formatShortTimeLeft } from '../format/time';
import { type AccessRequest, outcomeFactsOf } from './access-request';

/** Characters of an id to show. Every command that takes an id accepts the short form. */
const ID_LENGTH = 8;

/** Draws requests as a table. `isAll` adds a column with the requester. */
export function drawRequests(
  requests: readonly AccessRequest[],
  { now, width, isAll }: { now: Date; width: number | null; isAll: boolean },
): string {
  const columns: [Column, (request: AccessRequest) => string][] = [
    [{ head: 'Id', fixed: true }, ({ id }) => id.slice(0, ID_LENGTH)],
    ...(isAll
      ? [[{ head: 'Requester' }, ({ requester }) => requester.email] satisfies (typeof columns)[number]]
      : []),
    [{ head: 'Target' }, ({ target }) => `${target.name}.${target.environmentName}`],
    [{ head: 'Access' }, formatAccess],
    [{ head: 'Status' }, (request) => formatStatus(outcomeFactsOf(request))],
    [{ head: 'Time left' }, (request) => formatTimeLeft(request, now)],
    [{ head: 'Reason' }, ({ reason }) => reason],
  ];
  return drawTable(
    columns.map(([column]) => column),
    requests.map((request) => columns.map(([, format]) => format(request))),
    width,
  );
}

function formatAccess({ targetUser, targetGroups, verbType }: AccessRequest): string {
  return formatAccessSpec({ targetUser, targetGroups, verb: verbType }).replace(/^as /, '');
}

function formatTimeLeft({ state, accessExpirationTime, lapsesAt }: AccessRequest, now: Date): string {
  if (state === 'Active' && accessExpirationTime)
    return formatShortTimeLeft(new Date(accessExpirationTime), now);
  if (state === 'Pending' && lapsesAt) return `${formatShortTimeLeft(new Date(lapsesAt), now)} to decide`;
  return '';
}
