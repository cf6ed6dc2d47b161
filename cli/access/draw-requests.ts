import { formatStatus } from '@/lib/core/text/request';
import { formatAccessSpec } from '@/lib/core/text/target';
import { type Column, drawTable } from '../format/table';
import { formatShortTimeLeft } from '../format/time';
import { type AccessRequest, outcomeFactsOf } from './access-request';

/** How much of an id is shown: enough to tell requests apart, and taken by every command that wants one. */
const SHOWN_ID = 8;

/** Requests as a table for people; with everybody's it says whose they are. */
export function drawRequests(
  requests: readonly AccessRequest[],
  { now, width, isAll }: { now: Date; width: number; isAll: boolean },
): string {
  const columns: [Column, (request: AccessRequest) => string][] = [
    [{ head: 'Id', fixed: true }, ({ id }) => id.slice(0, SHOWN_ID)],
    ...(isAll
      ? [[{ head: 'Who' }, ({ requester }) => requester.email] satisfies (typeof columns)[number]]
      : []),
    [{ head: 'Target' }, ({ target }) => `${target.name}.${target.environmentName}`],
    [{ head: 'As' }, sayHow],
    [{ head: 'State', fixed: true }, (request) => formatStatus(outcomeFactsOf(request))],
    [{ head: 'Time left' }, (request) => sayLeft(request, now)],
    [{ head: 'Reason' }, ({ reason }) => reason],
  ];
  return drawTable(
    columns.map(([column]) => column),
    requests.map((request) => columns.map(([, write]) => write(request))),
    width,
  );
}

function sayHow({ targetUser, targetGroups, verbType }: AccessRequest): string {
  return formatAccessSpec({ targetUser, targetGroups, verb: verbType }).replace(/^as /, '');
}

function sayLeft({ state, accessExpirationTime, lapsesAt }: AccessRequest, now: Date): string {
  if (state === 'Active' && accessExpirationTime)
    return formatShortTimeLeft(new Date(accessExpirationTime), now);
  if (state === 'Pending' && lapsesAt) return `${formatShortTimeLeft(new Date(lapsesAt), now)} to decide`;
  return '';
}
