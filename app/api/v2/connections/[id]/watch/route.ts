import { api } from '@/lib/api/call';
import { watchConnection } from '@/lib/connections/watch-connection';

export const POST = api(async ({ ctx, params, body, signal }) => {
  const { seconds } = await body();
  const watched = await watchConnection(ctx, { connectionId: params.id, seconds }, signal);
  const { state, ends, closeReason, message } = watched;
  return { state, accessExpirationTime: ends?.toISOString() ?? null, closeReason, message };
});
