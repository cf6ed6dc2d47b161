import { z } from 'zod';
import type { Receipt } from '@/lib/core/access/receipt';

const rule = z.object({
  policyId: z.string(),
  policy: z.string(),
  version: z.number(),
  childId: z.string(),
  child: z.string(),
  automatic: z.boolean(),
  duration: z.number(),
});

const evaluation = z.object({
  at: z.string(),
  rule,
  later: z.array(rule.extend({ because: z.enum(['automatic', 'shorter', 'older', 'stays']) })),
  nearly: z.array(
    z.object({
      policyId: z.string(),
      policy: z.string(),
      version: z.number(),
      child: z.string().nullable(),
      why: z.enum([
        'policy-expired',
        'not-a-subject',
        'no-children',
        'child-expired',
        'target-not-covered',
        'target-user',
        'target-groups',
        'verb',
      ]),
      gives: z.array(z.string()),
    }),
  ),
  deciders: z.object({ count: z.number(), some: z.array(z.string()) }).nullable(),
  groupIds: z.array(z.string()),
});

const receipt = z.object({ asked: evaluation, approved: evaluation.nullable() });

/** Reads a stored receipt; null where a request has none, or one that can't be read. */
export function readReceipt(column: unknown): Receipt | null {
  return receipt.safeParse(column).data ?? null;
}
