import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import {
  findMatchingGroups,
  findMatchingPeople,
  type MatchingGroup,
  type MatchingPerson,
} from '@/lib/db/people/matching-people';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  query: z.string().max(200),
  take: z.number().int().min(1).max(100).default(20),
});

/**
 * The first active people and the first groups that match part of a name or email. Admins only. Throws `invalid`,
 * `forbidden`.
 */
export async function searchPeople(
  ctx: Context,
  input: unknown,
): Promise<{ people: MatchingPerson[]; groups: MatchingGroup[] }> {
  const { query, take } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const [people, groups] = await Promise.all([
    findMatchingPeople(ctx.organizationId, query.trim(), take),
    findMatchingGroups(ctx.organizationId, query.trim(), take),
  ]);
  return { people, groups };
}
