'use server';

import { deletePolicy } from '@/lib/policies/delete-policy';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function deletePolicyAction(input: { policyId: string }): Promise<ActionResult> {
  return runAction(
    'delete-policy',
    (ctx) => deletePolicy(ctx, input),
    () => ({ message: 'Deleted: access that rested on the policy has ended.', value: null }),
  );
}
