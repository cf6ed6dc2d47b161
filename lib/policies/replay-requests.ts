import { z } from 'zod';
import { requireAdmin } from '@/lib/authorization/require-person';
import type { Context } from '@/lib/context';
import { replay } from '@/lib/core/access/replay';
import { describePolicyOutcome } from '@/lib/core/text/policy';
import { formatAccessSpec, formatTarget } from '@/lib/core/text/target';
import { findAllJitPolicies } from '@/lib/db/policies/jit-policies';
import { countPastRequests, findPastRequests } from '@/lib/db/requests/past-requests';
import { databaseNow } from '@/lib/db/transaction';
import { parse } from '@/lib/parse';
import { findStored, unsavedPolicyId, withDraft } from './draft-rules';
import { unnamedDraft } from './policy-input';

/** How far back the test goes, in days. */
const replayedDays = 90;

const inputSchema = z.object({
  policyId: z.uuid().nullable(),
  draft: unnamedDraft,
  /** how many requests earlier calls have tested */
  done: z.number().int().min(0).max(10_000_000).default(0),
  chunk: z.number().int().min(1).max(2000).default(500),
});

/** A request whose outcome a draft would change. */
export type ReplayedRequest = {
  id: string;
  createdAt: Date;
  requester: string;
  target: string;
  as: string;
  /** the outcome with today's policies, and with the draft */
  from: string;
  to: string;
};

export type ReplayChunk = {
  changed: readonly ReplayedRequest[];
  /** how many requests are tested so far, and how many there are */
  done: number;
  total: number;
};

/**
 * Evaluates the requests of the last 90 days with today's policies and with a draft, in chunks, newest first. Returns
 * those whose outcome differs. Admins only. Throws `invalid`, `forbidden`.
 */
export async function replayRequests(ctx: Context, input: unknown): Promise<ReplayChunk> {
  const { policyId, draft, done, chunk } = parse(inputSchema, input);
  await requireAdmin(ctx);
  const { organizationId } = ctx;
  const page = { days: replayedDays, skip: done, take: chunk };
  const [now, stored, policies, requests, total] = await Promise.all([
    databaseNow(),
    findStored(organizationId, policyId),
    findAllJitPolicies(organizationId),
    findPastRequests(organizationId, page),
    countPastRequests(organizationId, replayedDays),
  ]);
  const document = { ...draft, timeExpires: stored ? stored.document.timeExpires : draft.timeExpires };
  const after = await withDraft(organizationId, policies, { id: policyId ?? unsavedPolicyId, document, now });
  const changed = requests.flatMap((request) => {
    const difference = replay(policies, after, request, now);
    if (!difference) return [];
    const { id, createdAt, email, targetName, environment, spec } = request;
    const target = formatTarget({ name: targetName, environment });
    const [from, to] = [describePolicyOutcome(difference.from), describePolicyOutcome(difference.to)];
    return [{ id, createdAt, requester: email, target, as: formatAccessSpec(spec), from, to }];
  });
  const tested = requests.length < chunk ? Math.max(total, done + requests.length) : done + requests.length;
  return { changed, done: tested, total: Math.max(total, tested) };
}
