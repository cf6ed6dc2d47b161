import { requirePerson } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { decidersAmong } from '@/lib/core/access/review';
import { findOrganization } from '@/lib/db/people/organizations';
import { findActiveAdmins } from '@/lib/db/people/people';

/** How many people can decide a request of the caller (R6). */
export async function countReviewers(ctx: Context): Promise<number> {
  const [person, admins, organization] = await Promise.all([
    requirePerson(ctx),
    findActiveAdmins(ctx.organizationId),
    findOrganization(ctx.organizationId),
  ]);
  return decidersAmong(admins, { requester: { id: person.id, creatorId: null } }, organization).length;
}
