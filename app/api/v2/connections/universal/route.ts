import { api } from '@/lib/api/call';
import { presentOpened } from '@/lib/api/presenters/opened-connection';
import { openConnection } from '@/lib/connections/open-connection';

export const POST = api(async ({ ctx, body }) => presentOpened(await openConnection(ctx, await body())), 201);
