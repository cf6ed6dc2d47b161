import type { Context } from '@/lib/context';
import { subjectIdOf } from '@/lib/core/actor';
import type { Tx } from '@/lib/db/client';
import { findSubject } from '@/lib/db/people/people';

/**
 * The person who holds the credentials of what is created now (R6): who acts, or the creator of the API key that acts. Null for
 * the operator, and for a key whose creator is not known.
 */
export async function findCreatorId({ organizationId, actor }: Context, tx: Tx): Promise<string | null> {
  const id = subjectIdOf(actor);
  const subject = id === null ? null : await findSubject(organizationId, id, tx);
  return subject?.kind === 'User' ? subject.id : (subject?.creatorId ?? null);
}
