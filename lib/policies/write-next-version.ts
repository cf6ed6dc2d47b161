import { endUncoveredGrants } from '@/lib/access/end-uncovered-grants';
import { record } from '@/lib/audit/record';
import type { Context } from '@/lib/context';
import type { AuditEvent } from '@/lib/core/audit-event';
import { AccessError } from '@/lib/core/error';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import type { Tx } from '@/lib/db/client';
import { findPolicy, getPolicyOrThrow, type PolicyRecord } from '@/lib/db/policies/policies';
import { updatePolicyRow } from '@/lib/db/policies/policy-writes';
import { checkPolicy, requireIntegrationFor } from './check-policy';

/** A policy as it was saved, and how much active access the save has ended (R11). */
export type SavedPolicy = PolicyRecord & { ended: number };

/**
 * Writes a policy's next version in the caller's transaction, which holds `lockForRuleChange`, and ends the access that
 * it no longer covers (R11). `version` is the one that the author edited. Throws `not-found`, `invalid`,
 * `not-integrated` (R4), or `changed-meanwhile` if that is no longer the newest version.
 */
export async function writeNextVersion(
  tx: Tx,
  ctx: Context,
  about: {
    policyId: string;
    version: number;
    document: PolicyDocument;
    writtenBy: string;
    /** whether it can cover nothing yet */
    mayBeEmpty?: boolean;
    event: (data: { name: string; type: PolicyDocument['type']; version: number }) => AuditEvent;
  },
): Promise<SavedPolicy> {
  const { policyId, version, writtenBy, mayBeEmpty } = about;
  const { organizationId } = ctx;
  const stored = await findPolicy(organizationId, policyId, tx);
  if (!stored) throw new AccessError('not-found', 'Policy not found.');
  // A policy's expiry date is set at creation and cannot change (a rule of the public API).
  const document = { ...about.document, timeExpires: stored.timeExpires };
  if (stored.type !== document.type)
    throw new AccessError('invalid', 'The type of a policy cannot change. Create a new policy.');
  await requireIntegrationFor(tx, organizationId, document);
  await checkPolicy(tx, organizationId, document, { mayBeEmpty });
  const policy = { id: policyId, organizationId, writtenBy, version, document };
  if (!(await updatePolicyRow(tx, policy))) {
    const message = `Someone saved version ${stored.version} while you were editing. Review and choose what to keep.`;
    throw new AccessError('changed-meanwhile', message);
  }
  const { name, type } = document;
  await record(tx, ctx, about.event({ name, type, version: version + 1 }), { policyId });
  const ended = await endUncoveredGrants(tx, ctx);
  return { ...(await getPolicyOrThrow(tx, organizationId, policyId)), ended };
}
