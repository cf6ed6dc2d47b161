import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import {
  findMatchingGroups,
  findMatchingPeople,
  findMatchingPrograms,
  type MatchingGroup,
  type MatchingPerson,
} from '@/lib/db/people/matching-people';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  query: z.string().max(200),
  take: z.number().int().min(1).max(100).default(20),
});

/**
 * The first active people, groups, and API keys and service accounts that match part of a name or email. Admins only. Throws
 * `invalid`, `forbidden`.
 */
export async function searchPeople(
  ctx: Context,
  input: unknown,
): Promise<{ people: MatchingPerson[]; groups: MatchingGroup[]; programs: MatchingPerson[] }> {
  const { query, take } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const [people, groups, programs] = await Promise.all([
    findMatchingPeople(organizationId, query.trim(), take),
    findMatchingGroups(organizationId, query.trim(), take),
    findMatchingPrograms(organizationId, query.trim(), take),
  ]);
  return { people, groups, programs };
}
