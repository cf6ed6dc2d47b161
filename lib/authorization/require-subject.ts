import type { Context } from '@/lib/context';
import { subjectIdOf } from '@/lib/core/actor';
import type { Tx } from '@/lib/db/client';
import { findSubject, type SubjectRow } from '@/lib/db/people/people';
import { requireMemberOrKey } from './require-member-or-key';
import { notActive } from './require-person';

/** The id of the person, API key or service account that acts. Throws `not-signed-in` when there is none. */
export function actingSubjectId({ actor }: Context): string {
  return subjectIdOf(actor) ?? fail();
}

/**
 * The person, API key or service account that acts, as stored now: who requests and uses access of their own. What an admin
 * decides about others needs a person (`requirePerson`). Throws `not-signed-in` when it is unknown, disabled, revoked or
 * expired, or there is none.
 */
export async function requireSubject(ctx: Context, tx?: Tx): Promise<SubjectRow> {
  await requireMemberOrKey(ctx, tx);
  return (await findSubject(ctx.organizationId, actingSubjectId(ctx), tx)) ?? fail();
}

function fail(): never {
  throw notActive();
}
