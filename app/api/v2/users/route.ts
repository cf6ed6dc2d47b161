import { api } from '@/lib/api/call';
import { presentUser } from '@/lib/api/presenters/user';
import { listApiPeople } from '@/lib/directory/get-api-person';

export const GET = api(async ({ ctx }) => (await listApiPeople(ctx)).map(presentUser));
