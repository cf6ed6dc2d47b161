import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import {
  findGroupChoices,
  findPersonChoices,
  type GroupChoice,
  type PersonChoice,
} from '@/lib/db/policies/choices';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  words: z.string().max(200),
  take: z.number().int().min(1).max(100).default(20),
});

/** The first active people and the first groups that match part of a name or email. Admins only. Throws `invalid`, `forbidden`. */
export async function searchPeople(
  ctx: Context,
  input: unknown,
): Promise<{ people: PersonChoice[]; groups: GroupChoice[] }> {
  const { words, take } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const [people, groups] = await Promise.all([
    findPersonChoices(ctx.organizationId, words.trim(), take),
    findGroupChoices(ctx.organizationId, words.trim(), take),
  ]);
  return { people, groups };
}
