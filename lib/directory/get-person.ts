import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { PolicyType } from '@/lib/core/policy/policy';
import { type DirectoryRow, findPeople, findPoliciesNaming } from '@/lib/db/people/directory';
import { findInstallation } from '@/lib/db/slack/installations';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ userId: z.uuid() });

export type PersonDetail = DirectoryRow & {
  /** the policies that name them; `by` is the group they are named by, null when they are named themselves */
  policies: { id: string; name: string; type: PolicyType; by: string | null }[];
};

/** One person of the organization, with the policies that name them. Admins only. Throws `not-found`. */
export async function getPerson(ctx: Context, input: unknown): Promise<PersonDetail> {
  const { userId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const installation = await findInstallation(organizationId);
  const teamId = installation?.teamId ?? null;
  const { people } = await findPeople({ organizationId, teamId, id: userId, take: 1, skip: 0 });
  const [person] = people;
  if (!person) throw new AccessError('not-found', 'There is no such person here.');
  return { ...person, policies: await findPoliciesNaming(organizationId, userId) };
}
