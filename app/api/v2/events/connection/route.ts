import { api } from '@/lib/api/call';
import { readEventFilter } from '@/lib/api/event-filter';
import { presentConnectionEvent } from '@/lib/api/presenters/connection';
import { listConnectionEvents } from '@/lib/connections/list-connection-events';

export const GET = api(async ({ ctx, query }) => {
  const events = await listConnectionEvents(ctx, readEventFilter(query));
  return events.map((event) => presentConnectionEvent(event, ctx.organizationId));
});
