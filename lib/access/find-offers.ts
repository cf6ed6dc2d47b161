import { policiesFor } from '@/lib/core/access/decision';
import { type Offer, offersFor, usablePolicies } from '@/lib/core/access/offer';
import { database, type Tx } from '@/lib/db/client';
import { findRequester } from '@/lib/db/people/people';
import { findJitPoliciesFor } from '@/lib/db/policies/jit-policies';
import { findInstallation } from '@/lib/db/slack/installations';
import type { UsableTarget } from '@/lib/db/targets/targets';

/** What a person can request on a target now; nothing while Slack is not integrated (R4). */
export async function findOffers(
  about: { organizationId: string; userId: string; target: UsableTarget; now: Date },
  tx: Tx = database().prisma,
): Promise<Offer[]> {
  const { organizationId, userId, target, now } = about;
  if (!(await findInstallation(organizationId, tx))) return [];
  const requester = await findRequester(userId, tx);
  const policies = await findJitPoliciesFor(tx, { organizationId, ...requester, target });
  return offersFor(usablePolicies(policiesFor(policies, requester), target), requester, target, now);
}
