import { z } from 'zod';
import { evaluate, storedEvaluation } from '@/lib/access/evaluate';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import type { AccessSpec } from '@/lib/core/access/access-spec';
import type { Decision } from '@/lib/core/access/decision';
import { nearMisses } from '@/lib/core/access/receipt';
import { AccessError } from '@/lib/core/error';
import { hasTargetUsers, hasVerbs, verbs } from '@/lib/core/target/target';
import { describeNearMiss, describeReceipt, type ReceiptText } from '@/lib/core/text/receipt';
import { database } from '@/lib/db/client';
import { findOrganization } from '@/lib/db/people/organizations';
import { findActiveAdmins, findPersonByEmail } from '@/lib/db/people/people';
import { findTarget, type TargetRow } from '@/lib/db/targets/targets';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';

const inputSchema = z.object({
  email: z.string().trim().toLowerCase(),
  targetId: z.uuid(),
  targetUser: z.string().trim().nullable(),
  verb: z.enum(verbs).nullable(),
});

/** What the policies would decide about a request. */
export type SimulatedRequest = {
  email: string;
  target: TargetRow;
  spec: AccessSpec;
  outcome: Decision['outcome'];
  /** minutes; null where it would be denied */
  duration: number | null;
  /** why, as the receipt of the request would say it */
  receipt: ReceiptText;
};

/**
 * Decides what a person's request would get now, by the same code as a real one, and makes none. Parts that the type of
 * target does not have are left out. Admins only. Throws `invalid`, `forbidden`, or `not-found`, also for a person who is
 * disabled and can request nothing.
 */
export async function simulateRequest(ctx: Context, input: unknown): Promise<SimulatedRequest> {
  const { email, targetId, targetUser, verb } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const [person, target, admins, organization] = await Promise.all([
    findPersonByEmail(organizationId, email),
    findTarget(organizationId, targetId),
    findActiveAdmins(organizationId),
    findOrganization(organizationId),
  ]);
  if (!person || person.disabledAt)
    throw new AccessError('not-found', `No active person has the email ${email}.`);
  if (!target) throw new AccessError('not-found', 'Target not found.');
  const spec: AccessSpec = {
    targetUser: hasTargetUsers(target.type) ? targetUser : null,
    targetGroups: [],
    verb: hasVerbs(target.type) ? verb : null,
  };
  const about = { organizationId, userId: person.id, target, spec, now: await databaseNow() };
  const found = await evaluate(database().prisma, about);
  const { decision, policies } = found;
  const [rule] = decision.rules;
  const requester = { id: person.id, creatorId: null };
  const receipt = rule
    ? describeReceipt({
        asked: storedEvaluation(found, rule, { requester, admins, organization }),
        approved: null,
      })
    : {
        decided: [],
        later: [],
        nearly: nearMisses(decision, policies, target).map(describeNearMiss),
      };
  const { outcome } = decision;
  return { email: person.email, target, spec, outcome, duration: rule?.policy.duration ?? null, receipt };
}
