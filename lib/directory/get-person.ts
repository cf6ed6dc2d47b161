import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { PolicyType } from '@/lib/core/policy/policy';
import { findPeople, type PeopleListRow } from '@/lib/db/people/people-list';
import { findPoliciesOfPerson } from '@/lib/db/policies/policy-list';
import { findInstallation } from '@/lib/db/slack/installations';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ userId: z.uuid() });

export type PersonDetail = PeopleListRow & {
  /** the policies that list them; `by` is the group through which, null if they are listed themselves */
  policies: { id: string; name: string; type: PolicyType; by: string | null }[];
};

/** One person, with the policies that list them. Admins only. Throws `invalid`, `forbidden`, `not-found`. */
export async function getPerson(ctx: Context, input: unknown): Promise<PersonDetail> {
  const { userId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const installation = await findInstallation(organizationId);
  const teamId = installation?.teamId ?? null;
  const { people } = await findPeople({ organizationId, teamId, id: userId, take: 1, skip: 0 });
  const [person] = people;
  if (!person) throw new AccessError('not-found', 'Person not found.');
  return { ...person, policies: await findPoliciesOfPerson(organizationId, userId) };
}
