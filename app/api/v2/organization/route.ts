import { api } from '@/lib/api/call';
import { getApiOrganization } from '@/lib/directory/get-api-organization';

export const GET = api(async ({ ctx }) => {
  const { id, name, createdAt } = await getApiOrganization(ctx);
  return { id, name, isSingleUserOrganization: false, timeCreated: createdAt.toISOString() };
});
