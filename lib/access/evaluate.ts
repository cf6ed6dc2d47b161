import type { AccessSpec } from '@/lib/core/access/access-spec';
import { decide, type Requester, type Rule } from '@/lib/core/access/decision';
import { evaluationOf, type Verdict } from '@/lib/core/access/receipt';
import { decidersAmong } from '@/lib/core/access/review';
import type { Tx } from '@/lib/db/client';
import { findActiveAdmins } from '@/lib/db/people/people';
import { findNearPolicies } from '@/lib/db/policies/near-misses';
import type { TargetRow } from '@/lib/db/targets/targets';

const mostNear = 50;

/** What the policies say of an ask at this moment, for its receipt. `rule` is the one in charge. */
export async function evaluate(
  tx: Tx,
  about: {
    organization: { id: string; selfApproval: boolean };
    requester: Requester;
    target: TargetRow;
    spec: AccessSpec;
    rule: Rule;
    now: Date;
  },
): Promise<Verdict> {
  const { organization, requester, target, spec, rule, now } = about;
  const { userId, groupIds } = requester;
  const policies = await findNearPolicies(tx, {
    organizationId: organization.id,
    userId,
    groupIds,
    target,
    limit: mostNear,
  });
  const decision = decide(policies, requester, target, spec, now);
  const admins = await findActiveAdmins(organization.id, tx);
  const deciders = decidersAmong(admins, { requesterId: userId }, organization).map(({ email }) => email);
  return evaluationOf({ at: now, rule, decision, policies, deciders, groupIds });
}
