import { z } from 'zod';
import { listConnectionEvents } from '@/lib/connections/list-connection-events';
import { endpoint } from '../endpoint';
import { presentConnectionEvent } from '../presenters/connection';
import { listParam, numberParam, timeParam } from '../query-fields';

const query = z.object({
  connectionIds: listParam,
  subjectIds: listParam,
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
  eventCount: numberParam,
});

/** The use case's names of the filters. */
const names = {
  userIds: 'subjectIds',
  emails: 'userNames',
  types: 'connectionEventTypes',
  from: 'startTimestamp',
  to: 'endTimestamp',
  take: 'eventCount',
};

/** What happened, newest first. */
export const eventEndpoints = [
  endpoint('GET events/connection', { query, names }, async ({ ctx, query: given }) => {
    const { subjectIds, userNames, connectionEventTypes, startTimestamp, endTimestamp, eventCount, ...rest } =
      given;
    const events = await listConnectionEvents(ctx, {
      ...rest,
      userIds: subjectIds,
      emails: userNames,
      types: connectionEventTypes,
      from: startTimestamp,
      to: endTimestamp,
      take: eventCount,
    });
    return events.map((event) => presentConnectionEvent(event, ctx.organizationId));
  }),
];
