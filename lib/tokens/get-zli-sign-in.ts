import { z } from 'zod';
import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { findZliSignIn } from '@/lib/db/people/api-tokens';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ tokenId: z.uuid() });

/** A sign-in of zli of the caller: on which device, and until when. Throws `forbidden` for an API key, `not-found`. */
export async function getZliSignIn(
  ctx: Context,
  input: unknown,
): Promise<{ device: string; expiresAt: Date; organizationName: string }> {
  const { tokenId } = parse(inputSchema, input);
  const person = await requirePerson(ctx);
  const signIn = await findZliSignIn(ctx.organizationId, person.id, tokenId);
  if (!signIn) throw new AccessError('not-found', 'Signed-in device not found.');
  return signIn;
}
