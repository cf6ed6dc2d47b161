'use server';

import type { Choice } from '@/lib/core/policy/policy-choice';
import { getPolicy } from '@/lib/policies/get-policy';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';
import { choicesIn } from '../search-choices';

/** A policy as it is stored now, with all that it names: for an editor that was overtaken. */
export async function getPolicyAction(input: {
  policyId: string;
}): Promise<ActionResult<{ policy: Awaited<ReturnType<typeof getPolicy>>; choices: Choice[] }>> {
  return answer(
    'get-policy',
    async (ctx) => {
      const policy = await getPolicy(ctx, input);
      return { policy, choices: await choicesIn(ctx, policy) };
    },
    (value) => ({ message: '', value }),
  );
}
