import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { findOrganization } from '@/lib/db/people/organizations';
import { findActiveAdmins } from '@/lib/db/people/people';

/** How many admins are asked when this person asks for something: all who may decide it (R6). */
export async function countReviewers(ctx: Context): Promise<number> {
  const [person, admins, { selfApproval }] = await Promise.all([
    requirePerson(ctx),
    findActiveAdmins(ctx.organizationId),
    findOrganization(ctx.organizationId),
  ]);
  return admins.filter(({ id }) => selfApproval || id !== person.id).length;
}
