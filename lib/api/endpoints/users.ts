import { getApiPerson, listApiPeople } from '@/lib/directory/get-api-person';
import { endpoint } from '../endpoint';
import { presentSubject, presentUser } from '../presenters/user';

/** People. */
export const userEndpoints = [
  endpoint('GET users', {}, async ({ ctx }) => (await listApiPeople(ctx)).map(presentUser)),
  endpoint('GET users/me', {}, async ({ ctx }) => presentUser(await getApiPerson(ctx, { idOrEmail: 'me' }))),
  endpoint('GET users/{idOrEmail}', {}, async ({ ctx, params }) =>
    presentUser(await getApiPerson(ctx, { idOrEmail: params.idOrEmail })),
  ),
  endpoint('GET subjects/me', {}, async ({ ctx }) =>
    presentSubject(await getApiPerson(ctx, { idOrEmail: 'me' })),
  ),
];
