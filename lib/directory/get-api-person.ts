import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type ApiSubject, findApiSubjects } from '@/lib/db/people/people';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ idOrEmail: z.string().min(1).max(1000) });

/**
 * A person by id, email or `me`. Admins and admin API keys get anyone, other people themselves. Throws `invalid`,
 * `forbidden`, `not-found`.
 */
export async function getApiPerson(ctx: Context, input: unknown): Promise<ApiSubject> {
  const { idOrEmail } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const own = ctx.actor.kind === 'user' ? await requirePerson(ctx) : null;
  const isOwn = own !== null && ['me', own.id, own.email].includes(idOrEmail.toLowerCase());
  if (!isOwn) await requireAdminOrKey(ctx);
  const which = { kind: 'User', idOrEmail: isOwn ? own.id : idOrEmail } as const;
  const [person] = await findApiSubjects(organizationId, which);
  if (!person) throw new AccessError('not-found', 'Person not found.');
  return person;
}

/** The active people, sorted by email. Admins and admin API keys only. Throws `forbidden`. */
export async function listApiPeople(ctx: Context): Promise<ApiSubject[]> {
  await requireAdminOrKey(ctx);
  return findApiSubjects(ctx.organizationId, { kind: 'User' });
}
