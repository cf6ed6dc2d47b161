import { getRequestForm } from '@/lib/access/get-request-form';
import { api } from '@/lib/api/call';
import { presentRequest } from '@/lib/api/presenters/request';

export const GET = api(async ({ ctx, params }) => {
  const { target, offers, open, now } = await getRequestForm(ctx, { targetId: params.id });
  const { id, name, type, environment: environmentName } = target;
  return { target: { id, name, type, environmentName }, offers, open: open && presentRequest(open, now) };
});
