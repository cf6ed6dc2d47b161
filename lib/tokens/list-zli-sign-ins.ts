import { z } from 'zod';
import { requireAdmin, requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { type ApiTokenRow, findApiTokens } from '@/lib/db/people/api-tokens';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ userId: z.uuid().optional() });

/** A computer on which a person is signed in with zli. */
export type ZliSignIn = Pick<ApiTokenRow, 'id' | 'createdAt' | 'lastUsedAt' | 'expiresAt'> & {
  device: string;
};

/**
 * Lists the computers on which a person is signed in with zli, newest first: the caller, or for admins anyone. Throws
 * `forbidden`.
 */
export async function listZliSignIns(
  ctx: Context,
  input: unknown,
): Promise<{ signIns: ZliSignIn[]; now: Date }> {
  const { userId } = parse(inputSchema, input);
  const person = await requirePerson(ctx);
  if (userId !== undefined && userId !== person.id) await requireAdmin(ctx);
  const now = await databaseNow();
  const rows = await findApiTokens(ctx.organizationId, userId ?? person.id, now);
  const signIns = rows.map(({ id, name: device, createdAt, lastUsedAt, expiresAt }) => ({
    id,
    device,
    createdAt,
    lastUsedAt,
    expiresAt,
  }));
  return { signIns, now };
}
