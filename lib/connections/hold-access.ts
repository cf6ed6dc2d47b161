import type { AccessSpec } from '@/lib/core/access/access-spec';
import { type AccessAnswer, evaluateAccess } from '@/lib/core/access/entitlement';
import type { Tx } from '@/lib/db/client';
import { lockForDecision, lockGrantForUse } from '@/lib/db/locks';
import { type EntitledTarget, findEntitlements } from '@/lib/db/policies/entitlements';

/** What a person wants to use on a target. */
export type WantedAccess = { organizationId: string; userId: string; targetId: string; spec: AccessSpec };

/** Whether a person has access, and the access itself. `target` is null if it no longer exists. */
export type HeldAccess =
  | { target: EntitledTarget; answer: AccessAnswer; now: Date }
  | { target: null; answer: null; now: Date };

/** Evaluates the access of a person to a target now. Without a transaction it takes no lock. */
export async function findAccess(wanted: WantedAccess, tx?: Tx): Promise<HeldAccess> {
  const { organizationId, userId, targetId, spec } = wanted;
  const { targets, now } = await findEntitlements({ organizationId, userId, targetId }, tx);
  const [target] = targets;
  if (!target) return { target: null, answer: null, now };
  return { target, answer: evaluateAccess(target.entitlements, target.type, spec, now), now };
}

/**
 * Evaluates the access of a person, and keeps it from ending before this transaction does: what ends it waits, and then
 * sees what this transaction has issued.
 */
export async function holdAccess(tx: Tx, wanted: WantedAccess): Promise<HeldAccess> {
  await lockForDecision(tx, wanted.organizationId);
  for (;;) {
    const held = await findAccess(wanted, tx);
    const requestId = held.answer?.allowed ? held.answer.basis.requestId : null;
    if (requestId === null || (await lockGrantForUse(tx, requestId))) return held;
    // This grant ended while the lock was waited for. The next evaluation finds another one, or none.
  }
}
