'use server';

import { updatePolicy } from '@/lib/policies/update-policy';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function updatePolicyAction(draft: unknown): Promise<ActionResult<{ version: number }>> {
  return runAction(
    'update-policy',
    (ctx) => updatePolicy(ctx, draft),
    ({ name, version }) => ({
      message: `Saved: ${name} is at version ${version}. Access that it no longer covers has ended.`,
      value: { version },
    }),
  );
}
