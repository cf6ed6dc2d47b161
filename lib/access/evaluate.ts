import type { AccessSpec } from '@/lib/core/access/access-spec';
import { type Decision, decide, policiesFor, type Requester, type Rule } from '@/lib/core/access/decision';
import { type Evaluation, evaluationOf, type NearPolicy } from '@/lib/core/access/receipt';
import { decidersAmong, type Requested } from '@/lib/core/access/review';
import type { Tx } from '@/lib/db/client';
import { findRequester, type PersonRow } from '@/lib/db/people/people';
import { findNearPolicies } from '@/lib/db/policies/near-misses';
import type { UsableTarget } from '@/lib/db/targets/targets';

/** How many policies that don't cover a spec are considered for its receipt. */
const mostNear = 50;

/** What the policies of an organization decide about a spec at one moment, with what they decided by. */
export type PolicyEvaluation = {
  requester: Requester;
  target: UsableTarget;
  decision: Decision;
  policies: readonly NearPolicy[];
  now: Date;
};

/** Loads the policies that are near to a spec, once, and decides by them. */
export async function evaluate(
  tx: Tx,
  about: { organizationId: string; userId: string; target: UsableTarget; spec: AccessSpec; now: Date },
): Promise<PolicyEvaluation> {
  const { organizationId, userId, target, spec, now } = about;
  const requester = await findRequester(userId, tx);
  const stored = await findNearPolicies(tx, { organizationId, ...requester, target, limit: mostNear });
  const policies = policiesFor(stored, requester);
  return { requester, target, decision: decide(policies, requester, target, spec, now), policies, now };
}

/** The evaluation as its receipt keeps it. `rule` is the one that decides. */
export function storedEvaluation(
  { requester: { groupIds }, target, decision, policies, now }: PolicyEvaluation,
  rule: Rule,
  about: Requested & { admins: readonly PersonRow[]; organization: { selfApproval: boolean } },
): Evaluation {
  const deciders = decidersAmong(about.admins, about, about.organization).map(({ email }) => email);
  return evaluationOf({ at: now, rule, decision, policies, target, deciders, groupIds });
}
