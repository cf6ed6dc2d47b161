import { api } from '@/lib/api/call';
import { readConnectionFilter } from '@/lib/api/connection-filter';
import { presentConnection } from '@/lib/api/presenters/connection';
import { listConnections } from '@/lib/connections/list-connections';

export const GET = api(async ({ ctx, query }) => {
  const filter = { ...readConnectionFilter(query), types: ['Db'] };
  return (await listConnections(ctx, filter)).connections.map(presentConnection);
});
