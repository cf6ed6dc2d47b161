import { z } from 'zod';
import { requireAdminOrKeyForRuleChange } from '@/lib/authorization/require-member-or-key';
import type { Context } from '@/lib/context';
import { AccessError } from '@/lib/core/error';
import { type PolicyDocument, policyTypes } from '@/lib/core/policy/policy';
import { isSameDocument } from '@/lib/core/policy/policy-merge';
import { findPolicy, type PolicyRecord } from '@/lib/db/policies/policies';
import { inTransaction } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { mapNameConflict } from './map-name-conflict';
import { acceptClaims, policyClaims } from './policy-claims';
import { policyDraft } from './policy-input';
import { knownVersions, requireVersion } from './require-version';
import { writeNextVersion } from './write-next-version';

const inputSchema = z.object({
  type: z.enum(policyTypes),
  policyId: z.uuid(),
  /** the fields to change, as in `policyDraft`; fields that are left out stay */
  changes: z.record(z.string(), z.unknown()),
  claims: policyClaims,
  versions: knownVersions,
});

/**
 * Changes some fields of a policy for a program, and ends the access that it no longer covers (R11). Without a change it writes
 * no version. The expiry date can be sent back, not changed. Throws `invalid`, `forbidden`, `not-found`, `name-taken`,
 * `not-integrated` (R4), or `changed-meanwhile` if the policy has none of `versions`.
 */
export async function patchPolicy(ctx: Context, input: unknown): Promise<PolicyRecord> {
  const { type, policyId, changes, claims, versions } = parse(inputSchema, input);
  return mapNameConflict(String(changes.name ?? ''), () =>
    inTransaction(async (tx) => {
      const writtenBy = await requireAdminOrKeyForRuleChange(ctx, tx);
      const stored = await findPolicy(ctx.organizationId, policyId, tx);
      if (stored?.type !== type) throw new AccessError('not-found', 'Policy not found.');
      requireVersion(stored, versions);
      const before = documentOf(stored);
      const document = applyChanges(before, changes);
      if (document.timeExpires?.getTime() !== before.timeExpires?.getTime()) throw expiryStays();
      await acceptClaims(tx, ctx.organizationId, claims);
      if (isSameDocument(before, document)) return stored;
      const { version } = stored;
      return writeNextVersion(tx, ctx, {
        policyId,
        version,
        document,
        writtenBy,
        mayBeEmpty: true,
        event: (data) => ({ action: 'update-policy', data }),
      });
    }),
  );
}

/** A document with some of its fields changed. Throws `invalid`. */
export function applyChanges(before: PolicyDocument, changes: Record<string, unknown>): PolicyDocument {
  return parse(policyDraft, { ...before, duration: before.duration ?? undefined, ...changes });
}

function expiryStays(): AccessError {
  const message = 'The expiry date of a policy cannot change. Create another policy.';
  return new AccessError('invalid', message, { faults: [{ path: 'timeExpires', message }] });
}

/** The document of a stored policy, as an author edits it. */
export function documentOf(policy: PolicyRecord): PolicyDocument {
  const { type, name, description, timeExpires, targetUsers, targetGroups, verbs } = policy;
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  return {
    type,
    name,
    description,
    timeExpires,
    subjectIds: ids(policy.subjects),
    groupIds: ids(policy.groups),
    targetIds: ids(policy.targets),
    environmentIds: ids(policy.environments),
    targetUsers,
    targetGroups,
    verbs,
    childIds: ids(policy.children),
    automaticallyApproved: policy.automaticallyApproved,
    duration: policy.duration,
    recordInput: policy.recordInput,
    mfaEnabled: policy.mfaEnabled,
    mfaDuration: policy.mfaDuration,
  };
}
