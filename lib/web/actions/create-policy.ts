'use server';

import { createPolicy } from '@/lib/policies/create-policy';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function createPolicyAction(draft: unknown): Promise<ActionResult<{ policyId: string }>> {
  return runAction(
    'create-policy',
    (ctx) => createPolicy(ctx, draft),
    ({ id, name }) => ({ message: `Created: ${name} counts from now on.`, value: { policyId: id } }),
  );
}
