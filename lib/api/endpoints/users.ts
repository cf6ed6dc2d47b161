import { z } from 'zod';
import { closeSubjectConnections } from '@/lib/connections/close-subject-connections';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type SubjectKind, subjectKinds } from '@/lib/core/subject';
import { deletePerson } from '@/lib/directory/delete-person';
import { getApiPerson, listApiPeople } from '@/lib/directory/get-api-person';
import { getOwnSubject, getSubject, listSubjects } from '@/lib/directory/get-subject';
import { setRole } from '@/lib/directory/set-role';
import { createApiKey } from '@/lib/tokens/create-api-key';
import { listApiKeys } from '@/lib/tokens/list-api-keys';
import { renameApiKey } from '@/lib/tokens/rename-api-key';
import { revokeApiKey } from '@/lib/tokens/revoke-api-key';
import { endpoint, requireId } from '../endpoint';
import { presentApiKey, presentSubject, presentUser } from '../presenters/user';

const role = z.object({ role: z.string() });

/** People, API keys, and both as subjects. */
export const userEndpoints = [
  endpoint('GET users', {}, async ({ ctx }) => (await listApiPeople(ctx)).map(presentUser)),
  endpoint('GET users/me', {}, async ({ ctx }) => presentUser(await getOwnSubject(ctx))),
  endpoint('GET users/{idOrEmail}', {}, async ({ ctx, params }) =>
    presentUser(await getApiPerson(ctx, { idOrEmail: params.idOrEmail })),
  ),
  endpoint('PATCH users/{idOrEmail}', { body: role }, ({ ctx, params, body }) =>
    changeRole(ctx, params.idOrEmail, body),
  ),
  endpoint('DELETE users/{idOrEmail}', {}, async ({ ctx, params: { idOrEmail: userId } }) => {
    requireId(userId);
    await deletePerson(ctx, { userId });
  }),
  endpoint('PATCH users/{idOrEmail}/close-connections', {}, ({ ctx, params }) =>
    closeConnections(ctx, params.idOrEmail, ['User']),
  ),

  endpoint('GET subjects', {}, async ({ ctx }) => (await listSubjects(ctx)).map(presentSubject)),
  endpoint('GET subjects/me', {}, async ({ ctx }) => presentSubject(await getOwnSubject(ctx))),
  endpoint('GET subjects/{idOrEmail}', {}, async ({ ctx, params }) =>
    presentSubject(await getSubject(ctx, { idOrEmail: params.idOrEmail })),
  ),
  endpoint('PATCH subjects/{idOrEmail}', { body: role }, ({ ctx, params, body }) =>
    changeRole(ctx, params.idOrEmail, { ...body, kinds: subjectKinds }),
  ),
  endpoint('PATCH subjects/{idOrEmail}/close-connections', {}, ({ ctx, params }) =>
    closeConnections(ctx, params.idOrEmail, subjectKinds),
  ),

  endpoint('GET api-keys', {}, async ({ ctx }) => (await listApiKeys(ctx)).map(presentApiKey)),
  endpoint(
    'POST api-keys',
    {
      body: z.object({
        name: z.string().optional(),
        isRegistrationKey: z.literal(false, 'This server has no registration keys.').optional(),
      }),
      status: 201,
      secrets: ['secret'],
    },
    async ({ ctx, body: { name } }) => {
      const { id, secret } = await createApiKey(ctx, { name, role: 'Admin' });
      return { apiKeyDetails: await findKey(ctx, id), secret };
    },
  ),
  endpoint('GET api-keys/{id}', {}, async ({ ctx, params }) => findKey(ctx, params.id)),
  endpoint(
    'PATCH api-keys/{id}',
    { body: z.object({ name: z.string().optional() }) },
    async ({ ctx, params: { id }, body: { name } }) => {
      const { name: current } = await findKey(ctx, id);
      await renameApiKey(ctx, { keyId: id, name: name ?? current });
      return findKey(ctx, id);
    },
  ),
  endpoint('DELETE api-keys/{id}', {}, async ({ ctx, params }) => {
    await revokeApiKey(ctx, { keyId: params.id });
  }),
];

async function changeRole(ctx: Context, userId: string | undefined, wanted: object) {
  requireId(userId);
  await setRole(ctx, { ...wanted, userId });
}

async function closeConnections(ctx: Context, subjectId: string | undefined, kinds: readonly SubjectKind[]) {
  requireId(subjectId);
  await closeSubjectConnections(ctx, { subjectId, kinds });
}

async function findKey(ctx: Context, id: string | undefined) {
  const key = (await listApiKeys(ctx)).find((each) => each.id === id);
  if (!key) throw new AccessError('not-found', 'API key not found. It may already be revoked.');
  return presentApiKey(key);
}
