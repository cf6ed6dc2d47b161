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
import { listOf, nothing } from '../answers/common';
import { apiKeyAnswer, createdApiKeyAnswer, subjectAnswer, userAnswer } from '../answers/user';
import { endpoint, requireId } from '../endpoint';
import { presentApiKey, presentSubject, presentUser } from '../presenters/user';

const role = z.object({ role: z.string() });

/** People, API keys, and both as subjects. */
export const userEndpoints = [
  endpoint('GET users', { summary: 'List people', answer: listOf(userAnswer) }, async ({ ctx }) =>
    (await listApiPeople(ctx)).map(presentUser),
  ),
  endpoint(
    'GET users/me',
    { summary: 'Get the caller', answer: userAnswer, forEveryone: true },
    async ({ ctx }) => presentUser(await getOwnSubject(ctx)),
  ),
  endpoint(
    'GET users/{idOrEmail}',
    { summary: 'Get a person by id or email', answer: userAnswer },
    async ({ ctx, params }) => presentUser(await getApiPerson(ctx, { idOrEmail: params.idOrEmail })),
  ),
  endpoint(
    'PATCH users/{idOrEmail}',
    { summary: 'Change the role of a person, by id', body: role, answer: nothing },
    ({ ctx, params, body }) => changeRole(ctx, params.idOrEmail, body),
  ),
  endpoint(
    'DELETE users/{idOrEmail}',
    { summary: 'Disable a person, by id, and remove them from all policies', answer: nothing },
    async ({ ctx, params: { idOrEmail: userId } }) => {
      requireId(userId);
      await deletePerson(ctx, { userId });
    },
  ),
  endpoint(
    'PATCH users/{idOrEmail}/close-connections',
    { summary: 'Close all sessions of a person, by id', answer: nothing },
    ({ ctx, params }) => closeConnections(ctx, params.idOrEmail, ['User']),
  ),

  endpoint(
    'GET subjects',
    { summary: 'List people, API keys and service accounts', answer: listOf(subjectAnswer) },
    async ({ ctx }) => (await listSubjects(ctx)).map(presentSubject),
  ),
  endpoint(
    'GET subjects/me',
    { summary: 'Get the caller as a subject', answer: subjectAnswer, forEveryone: true },
    async ({ ctx }) => presentSubject(await getOwnSubject(ctx)),
  ),
  endpoint(
    'GET subjects/{idOrEmail}',
    { summary: 'Get a subject by id, or by email where it has one', answer: subjectAnswer },
    async ({ ctx, params }) => presentSubject(await getSubject(ctx, { idOrEmail: params.idOrEmail })),
  ),
  endpoint(
    'PATCH subjects/{idOrEmail}',
    { summary: 'Change the role of a subject, by id', body: role, answer: nothing },
    ({ ctx, params, body }) => changeRole(ctx, params.idOrEmail, { ...body, kinds: subjectKinds }),
  ),
  endpoint(
    'PATCH subjects/{idOrEmail}/close-connections',
    { summary: 'Close all sessions of a subject, by id', answer: nothing },
    ({ ctx, params }) => closeConnections(ctx, params.idOrEmail, subjectKinds),
  ),

  endpoint('GET api-keys', { summary: 'List API keys', answer: listOf(apiKeyAnswer) }, async ({ ctx }) =>
    (await listApiKeys(ctx)).map(presentApiKey),
  ),
  endpoint(
    'POST api-keys',
    {
      summary: 'Create an API key with the role Admin, or a registration key',
      body: z.object({
        name: z.string().optional(),
        isRegistrationKey: z.boolean().optional(),
      }),
      answer: createdApiKeyAnswer,
      status: 201,
      secrets: ['secret'],
    },
    async ({ ctx, body: { name, isRegistrationKey = false } }) => {
      const role = isRegistrationKey ? 'Registration' : 'Admin';
      const { id, secret } = await createApiKey(ctx, { name, role });
      return { apiKeyDetails: await findKey(ctx, id), secret };
    },
  ),
  endpoint('GET api-keys/{id}', { summary: 'Get an API key', answer: apiKeyAnswer }, ({ ctx, params }) =>
    findKey(ctx, params.id),
  ),
  endpoint(
    'PATCH api-keys/{id}',
    {
      summary: 'Rename an API key',
      body: z.object({ name: z.string().optional() }),
      answer: apiKeyAnswer,
      also: [409],
    },
    async ({ ctx, params: { id }, body: { name } }) => {
      const { name: current } = await findKey(ctx, id);
      await renameApiKey(ctx, { keyId: id, name: name ?? current });
      return findKey(ctx, id);
    },
  ),
  endpoint(
    'DELETE api-keys/{id}',
    { summary: 'Revoke an API key', answer: nothing },
    async ({ ctx, params }) => {
      await revokeApiKey(ctx, { keyId: params.id });
    },
  ),
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
