'use server';

import { registerTarget } from '@/lib/targets/register-target';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function registerTargetAction(input: unknown): Promise<ActionResult<{ id: string }>> {
  return runAction(
    'register-target',
    (ctx) => registerTarget(ctx, input),
    ({ id, name }) => ({
      message: `Registered: ${name}. Policies that cover its environment cover it now.`,
      value: { id },
    }),
  );
}
