import { z } from 'zod';
import { requireSubject } from '@/lib/authorization/require-subject';
import type { Context } from '@/lib/context';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import { policiesFor } from '@/lib/core/access/decision';
import { isEndingSoon } from '@/lib/core/access/grant';
import { type Offer, offersFor, usablePolicies } from '@/lib/core/access/offer';
import { type RequestView, statusAt } from '@/lib/core/access/request';
import { AccessError } from '@/lib/core/error';
import { database } from '@/lib/db/client';
import { findRequester } from '@/lib/db/people/people';
import { findJitPoliciesFor } from '@/lib/db/policies/jit-policies';
import { findLastSpec, findOpenRequest } from '@/lib/db/requests/requests';
import { findInstallation } from '@/lib/db/slack/installations';
import { findTarget, type TargetRow } from '@/lib/db/targets/targets';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { notIntegrated, notOffered } from './not-requestable';

const inputSchema = z.object({ targetId: z.uuid() });

export type RequestForm = {
  target: TargetRow;
  /** what can be requested; the rule that takes precedence is first (R2) */
  offers: Offer[];
  /** the request that is open already and must end first (R3); null also in the last minutes of its access */
  open: RequestView | null;
  /** what the caller requested last, on this target or else on another one of its type; null the first time */
  last: AccessSpec | null;
  now: Date;
};

/**
 * What the request form of a target shows to the caller. Throws `not-found`, `not-requestable` when no policy covers the
 * target for them, or `not-integrated`.
 */
export async function getRequestForm(ctx: Context, input: unknown): Promise<RequestForm> {
  const { targetId } = parse(inputSchema, input);
  const { organizationId } = ctx;
  const tx = database().prisma;
  const person = await requireSubject(ctx);
  const [installation, target, requester, now] = await Promise.all([
    findInstallation(organizationId),
    findTarget(organizationId, targetId),
    findRequester(person.id, tx),
    databaseNow(),
  ]);
  if (!installation) {
    throw notIntegrated();
  }
  if (!target) throw new AccessError('not-found', 'This target no longer exists. List the targets again.');
  const [policies, open, last] = await Promise.all([
    findJitPoliciesFor(tx, { organizationId, ...requester, target }),
    findOpenRequest(tx, { organizationId, requesterId: person.id, targetId }),
    findLastSpec({ organizationId, requesterId: person.id, target }),
  ]);
  const usable = usablePolicies(policiesFor(policies, requester), target);
  const offers = offersFor(usable, requester, target, now);
  if (offers.length === 0) {
    throw notOffered(target.name);
  }
  const isOpen = open !== null && ['Pending', 'Active'].includes(statusAt(open, now));
  const isFollowed = isOpen && open.grant !== null && isEndingSoon(open.grant, now);
  return { target, offers, open: isOpen && !isFollowed ? open : null, last, now };
}
