import { z } from 'zod';
import { listSubjectEvents } from '@/lib/audit/list-subject-events';
import { listConnectionEvents } from '@/lib/connections/list-connection-events';
import { AccessError } from '@/lib/core/error';
import { subjectKinds } from '@/lib/core/subject';
import { listOf } from '../answers/common';
import { connectionEventAnswer, subjectEventAnswer } from '../answers/event';
import { endpoint } from '../endpoint';
import { type Listed, type Page, readPages } from '../pages';
import { presentConnectionEvent } from '../presenters/connection';
import { presentSubjectEvent } from '../presenters/subject-event';
import { listParam, numberParam, optionalFlagParam, timeParam } from '../query-fields';

const connectionQuery = z.object({
  connectionIds: listParam,
  subjectIds: listParam,
  subjectTypes: listParam.pipe(z.array(z.enum(subjectKinds, `Send ${subjectKinds.join(', ')}.`)).optional()),
  isAdmin: optionalFlagParam,
  spaceIds: listParam,
  spaceNames: listParam,
  connectionNodeIds: listParam,
  userNames: listParam,
  targetIds: listParam,
  targetNames: listParam,
  targetTypes: listParam,
  targetUsers: listParam,
  environmentIds: listParam,
  environmentNames: listParam,
  connectionEventTypes: listParam,
  startTimestamp: timeParam,
  endTimestamp: timeParam,
  eventCount: numberParam.describe('The newest so many, 500 by default and 10000 at most.'),
});

/** The use case's names of the filters. */
const connectionNames = {
  userIds: 'subjectIds',
  names: 'userNames',
  types: 'connectionEventTypes',
  from: 'startTimestamp',
  to: 'endTimestamp',
  take: 'eventCount',
};

const subjectQuery = z.object({
  subjectIds: listParam,
  subjectTypes: listParam,
  subjectNames: listParam,
  isAdmin: optionalFlagParam,
  ipAddresses: listParam,
  startTimestamp: timeParam,
  endTimestamp: timeParam,
  eventCount: numberParam.describe('The newest so many, 500 by default and 10000 at most.'),
  serviceActions: listParam,
  evaluation: optionalFlagParam,
});

const subjectNames = {
  addresses: 'ipAddresses',
  actions: 'serviceActions',
  allowed: 'evaluation',
  from: 'startTimestamp',
  to: 'endTimestamp',
  take: 'eventCount',
};

type Part = { take: number | undefined; after?: string | undefined };

/** The newest `eventCount` events, or a page. */
async function listEvents<T extends { id: string }, P>(
  page: Page,
  eventCount: number | undefined,
  list: (part: Part) => Promise<readonly T[]>,
  present: (event: T) => P,
): Promise<readonly P[] | Listed<P>> {
  if (page.limit === undefined && page.after === undefined)
    return (await list({ take: eventCount })).map(present);
  if (eventCount === undefined) return readPages(page, (after, take) => list({ after, take }), present);
  const message = 'Send eventCount, or limit and cursor.';
  throw new AccessError('invalid', message, { faults: [{ path: 'eventCount', message }] });
}

/** What happened, newest first. */
export const eventEndpoints = [
  endpoint(
    'GET events/subject',
    {
      summary: 'List what people and API keys did or attempted, newest first',
      query: subjectQuery,
      answer: listOf(subjectEventAnswer),
      names: subjectNames,
    },
    ({ ctx, query: given, page }) => {
      const { ipAddresses, serviceActions, evaluation, startTimestamp, endTimestamp, eventCount, ...rest } =
        given;
      const filter = {
        ...rest,
        addresses: ipAddresses,
        actions: serviceActions,
        allowed: evaluation,
        from: startTimestamp,
        to: endTimestamp,
      };
      const list = (part: Part) => listSubjectEvents(ctx, { ...filter, ...part });
      return listEvents(page, eventCount, list, (event) => presentSubjectEvent(event, ctx.organizationId));
    },
  ),

  endpoint(
    'GET events/connection',
    {
      summary: 'List the events of sessions, newest first',
      forEveryone: true,
      query: connectionQuery,
      answer: listOf(connectionEventAnswer),
      names: connectionNames,
    },
    ({ ctx, query, page }) => {
      const { spaceIds, spaceNames, connectionNodeIds, subjectTypes, ...given } = query;
      const {
        subjectIds,
        userNames,
        connectionEventTypes,
        startTimestamp,
        endTimestamp,
        eventCount,
        ...rest
      } = given;
      // There are no spaces and nodes, so no session is in one of them.
      const isNone = spaceIds ?? spaceNames ?? connectionNodeIds;
      const filter = {
        ...rest,
        ...(isNone && { connectionIds: [] }),
        userIds: subjectIds,
        names: userNames,
        subjectKinds: subjectTypes,
        types: connectionEventTypes,
        from: startTimestamp,
        to: endTimestamp,
      };
      const list = (part: Part) => listConnectionEvents(ctx, { ...filter, ...part });
      return listEvents(page, eventCount, list, (event) => presentConnectionEvent(event, ctx.organizationId));
    },
  ),
];
