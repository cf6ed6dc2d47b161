import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import { actingSubjectId, requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type ApiSubject, findApiSubjects } from '@/lib/db/people/people';
import { parse } from '@/lib/parse';

export type { ApiSubject };

const inputSchema = z.object({ idOrEmail: z.string().min(1).max(1000) });

/** The caller: a person, an API key or a service account. Throws `not-signed-in`. */
export async function getOwnSubject(ctx: Context): Promise<ApiSubject> {
  await requireSubject(ctx);
  return findOne(ctx, actingSubjectId(ctx));
}

/** All active people and API keys, and the service accounts. Admins and their programs only. Throws `forbidden`. */
export async function listSubjects(ctx: Context): Promise<ApiSubject[]> {
  await requireAdminOrKey(ctx);
  return findApiSubjects(ctx.organizationId);
}

/**
 * A subject by id, or by email where it has one: of a person and a service account with the same email, the caller, else the
 * person. Admins and their programs get any, others themselves. Throws `invalid`,
 * `forbidden`, `not-found`.
 */
export async function getSubject(ctx: Context, input: unknown): Promise<ApiSubject> {
  const { idOrEmail } = parse(inputSchema, input);
  const own = await requireSubject(ctx);
  if ([own.id, own.email].includes(idOrEmail.toLowerCase())) return findOne(ctx, own.id);
  await requireAdminOrKey(ctx);
  return findOne(ctx, idOrEmail);
}

async function findOne({ organizationId }: Context, idOrEmail: string): Promise<ApiSubject> {
  const [subject] = await findApiSubjects(organizationId, { idOrEmail });
  if (!subject) throw new AccessError('not-found', 'Subject not found.');
  return subject;
}
