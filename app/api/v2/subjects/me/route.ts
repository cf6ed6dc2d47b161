import { api } from '@/lib/api/call';
import { presentSubject } from '@/lib/api/presenters/user';
import { getApiPerson } from '@/lib/directory/get-api-person';

export const GET = api(async ({ ctx }) => presentSubject(await getApiPerson(ctx, { idOrEmail: 'me' })));
