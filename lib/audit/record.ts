import type { Context } from '@/lib/context';
import type { AuditEvent } from '@/lib/core/audit-event';
import { type AuditSubject, insertAuditRow } from '@/lib/db/audit';
import type { Tx } from '@/lib/db/client';
import { findPerson } from '@/lib/db/people';

/**
 * Appends one event to the audit log, in the transaction of what it tells: either both happen or neither.
 * The actor's address is written with it, so that the log reads the same after people have gone. Gives the
 * event's id.
 */
export async function record(
  tx: Tx,
  ctx: Context,
  event: AuditEvent,
  about: AuditSubject = {},
): Promise<string> {
  const { actor, organizationId, via } = ctx;
  const person = actor.kind === 'user' ? await findPerson(organizationId, actor.userId, tx) : null;
  return insertAuditRow(tx, {
    ...event,
    ...about,
    organizationId,
    via,
    actorKind: actor.kind,
    actorId: actor.kind === 'user' ? actor.userId : null,
    actorName: actor.kind === 'system' ? actor.name : (person?.email ?? actor.userId),
  });
}
