import { api } from '@/lib/api/call';
import { presentUser } from '@/lib/api/presenters/user';
import { getApiPerson } from '@/lib/directory/get-api-person';

export const GET = api(async ({ ctx }) => presentUser(await getApiPerson(ctx, { idOrEmail: 'me' })));
