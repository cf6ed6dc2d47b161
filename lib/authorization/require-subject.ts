import type { Context } from '@/lib/context';
import { isProgram, subjectIdOf } from '@/lib/core/actor';
import type { Tx } from '@/lib/db/client';
import { findSubject, type SubjectRow } from '@/lib/db/people/people';
import { takeCaller } from './known-caller';
import { refuseRegistrationKey, requireAdminOrKey, requireMemberOrKey } from './require-member-or-key';
import { notActive, requireAdmin } from './require-person';

/** The id of the person, API key or service account that acts. Throws `not-signed-in` when there is none. */
export function actingSubjectId({ actor }: Context): string {
  const id = subjectIdOf(actor);
  if (id === null) throw notActive();
  return id;
}

/**
 * The person, API key or service account that acts, as stored now: who requests and uses access of their own. What an admin
 * decides about others needs a person (`requirePerson`). Throws `not-signed-in` when it is unknown, disabled, revoked or
 * expired, or there is none.
 */
export async function requireSubject(ctx: Context, tx?: Tx): Promise<SubjectRow> {
  const found = tx ? undefined : takeCaller(ctx);
  if (found) refuseRegistrationKey(found.isRegistrationKey);
  else if (isProgram(ctx.actor)) await requireMemberOrKey(ctx, tx);
  const subject = found?.subject ?? (await findSubject(ctx.organizationId, actingSubjectId(ctx), tx));
  if (!subject || subject.disabledAt) throw notActive();
  return subject;
}

/** The same, of an admin or a program with the role Admin. Throws `not-signed-in`, `forbidden` or `not-linked`. */
export async function requireAdminSubject(ctx: Context, tx?: Tx): Promise<SubjectRow> {
  if (!isProgram(ctx.actor)) return { ...(await requireAdmin(ctx, tx)), kind: 'User', creatorId: null };
  await requireAdminOrKey(ctx, tx);
  return requireSubject(ctx, tx);
}
