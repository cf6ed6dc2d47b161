import type { Context } from '@/lib/context';
import type { Actor } from '@/lib/core/actor';
import type { AuditEvent } from '@/lib/core/audit-event';
import { type AuditSubject, insertAuditRow } from '@/lib/db/audit/events';
import type { Tx } from '@/lib/db/client';
import { findPerson, findSubject } from '@/lib/db/people/people';

/**
 * Appends an event to the audit log, in the transaction of the change that it records. The actor's email is stored with
 * it, so that the log reads the same after that email changes. Returns the event's id.
 */
export async function record(
  tx: Tx,
  ctx: Context,
  event: AuditEvent,
  about: AuditSubject = {},
): Promise<string> {
  const { actor, organizationId, via, address = null } = ctx;
  return insertAuditRow(tx, {
    ...event,
    ...about,
    organizationId,
    via,
    address,
    actorKind: actor.kind,
    ...(await findActor(tx, organizationId, actor)),
  });
}

/** The actor as an event stores it. */
export async function findActor(tx: Tx, organizationId: string, actor: Actor) {
  switch (actor.kind) {
    case 'system':
      return { actorId: null, actorName: actor.name };
    case 'user': {
      const person = await findPerson(organizationId, actor.userId, tx);
      return { actorId: actor.userId, actorName: person?.email ?? actor.userId };
    }
    case 'api-key':
    case 'service-account': {
      const id = actor.kind === 'api-key' ? actor.keyId : actor.accountId;
      const subject = await findSubject(organizationId, id, tx);
      return { actorId: id, actorName: subject?.email ?? id };
    }
  }
}
