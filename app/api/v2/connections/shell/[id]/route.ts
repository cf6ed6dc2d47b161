import { api } from '@/lib/api/call';
import { presentConnection } from '@/lib/api/presenters/connection';
import { getConnection } from '@/lib/connections/get-connection';

export const GET = api(async ({ ctx, params }) =>
  presentConnection(await getConnection(ctx, { connectionId: params.id })),
);
