import { z } from 'zod';
import { requireAdminOrKey } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findGroupsOf } from '@/lib/db/people/groups';
import { findApiSubjects } from '@/lib/db/people/people';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ userId: z.uuid() });

/**
 * The groups of an active person, sorted by name, as their last sign-in brought them. Admins and admin API keys only. Throws
 * `invalid`, `forbidden`, `not-found`.
 */
export async function listGroupsOf(ctx: Context, input: unknown): Promise<{ id: string; name: string }[]> {
  const { userId } = parse(inputSchema, input);
  await requireAdminOrKey(ctx);
  const [person] = await findApiSubjects(ctx.organizationId, { kind: 'User', idOrEmail: userId });
  if (!person) throw new AccessError('not-found', 'Person not found.');
  return findGroupsOf(ctx.organizationId, userId);
}
