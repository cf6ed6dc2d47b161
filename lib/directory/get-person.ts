import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import type { PolicyType } from '@/lib/core/policy/policy';
import { findIdentityClaims, type IdentityClaim } from '@/lib/db/people/identity-claims';
import { findPeople, type PeopleListRow } from '@/lib/db/people/people-list';
import { findPoliciesOfPerson } from '@/lib/db/policies/policy-list';
import { findInstallation } from '@/lib/db/slack/installations';
import { parse } from '@/lib/parse';

const inputSchema = z.object({ userId: z.uuid() });

export type PersonDetail = PeopleListRow & {
  /** the policies that list them; `by` is the group through which, null if they are listed themselves */
  policies: { id: string; name: string; type: PolicyType; by: string | null }[];
  /** identities that claim their email and wait for an admin */
  claims: IdentityClaim[];
};

/**
 * One person, API key or service account, with the policies that list them, and identities that claim their email. Admins only. Throws `invalid`,
 * `forbidden`, `not-found`.
 */
export async function getPerson(ctx: Context, input: unknown): Promise<PersonDetail> {
  const { userId } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const installation = await findInstallation(organizationId);
  const teamId = installation?.teamId ?? null;
  const { people } = await findPeople({ organizationId, teamId, id: userId, take: 1, skip: 0 });
  const [person] = people;
  if (!person) throw new AccessError('not-found', 'Person not found.');
  const [policies, claims] = await Promise.all([
    findPoliciesOfPerson(organizationId, userId),
    findIdentityClaims(organizationId, userId),
  ]);
  return { ...person, policies, claims };
}
