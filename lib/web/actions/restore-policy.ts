'use server';

import { restorePolicy } from '@/lib/policies/restore-policy';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function restorePolicyAction(input: {
  policyId: string;
  from: number;
  version: number;
}): Promise<ActionResult> {
  return runAction(
    'restore-policy',
    (ctx) => restorePolicy(ctx, input),
    ({ name, version }) => ({
      message: `Restored: ${name} is at version ${version}, which says what version ${input.from} said. Access that it no longer covers has ended.`,
      value: null,
    }),
  );
}
