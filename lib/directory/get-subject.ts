import { z } from 'zod';
import { requireAdminOrKey, requireMemberOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type ApiTokenRow, findApiTokens } from '@/lib/db/people/api-tokens';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { type ApiPerson, getApiPerson, listApiPeople } from './get-api-person';

/** Who can call the API: a person or an API key. */
export type Subject = { person: ApiPerson } | { apiKey: ApiTokenRow };

const inputSchema = z.object({ idOrEmail: z.string().min(1).max(1000) });

/** The caller. Throws `not-signed-in`. */
export async function getOwnSubject(ctx: Context): Promise<Subject> {
  if (ctx.actor.kind !== 'api-key') return { person: await getApiPerson(ctx, { idOrEmail: 'me' }) };
  await requireMemberOrKey(ctx);
  return getApiKey(ctx, ctx.actor.keyId);
}

/** All active people and API keys. Admins and admin API keys only. Throws `forbidden`. */
export async function listSubjects(ctx: Context): Promise<Subject[]> {
  const people = await listApiPeople(ctx);
  const keys = await findApiTokens(ctx.organizationId, null, await databaseNow());
  return [...people.map((person) => ({ person })), ...keys.map((apiKey) => ({ apiKey }))];
}

/** A person by id or email, or an API key by id. Admins and admin API keys only. Throws `invalid`, `forbidden`, `not-found`. */
export async function getSubject(ctx: Context, input: unknown): Promise<Subject> {
  const { idOrEmail } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const keys = await findApiTokens(ctx.organizationId, null, await databaseNow());
  const apiKey = keys.find(({ id }) => id === idOrEmail);
  return apiKey ? { apiKey } : { person: await getApiPerson(ctx, { idOrEmail }) };
}

async function getApiKey({ organizationId }: Context, keyId: string): Promise<Subject> {
  const keys = await findApiTokens(organizationId, null, await databaseNow());
  const apiKey = keys.find(({ id }) => id === keyId);
  if (!apiKey) throw new AccessError('not-signed-in', 'This API key was revoked. Create another one.');
  return { apiKey };
}
