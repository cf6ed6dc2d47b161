import { api } from '@/lib/api/call';
import { closeConnection } from '@/lib/connections/close-connection';

export const PATCH = api(({ ctx, params }) => closeConnection(ctx, { connectionId: params.id }));
