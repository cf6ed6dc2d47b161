'use server';

import { retireEnvironment } from '@/lib/targets/set-environment-retired';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function retireEnvironmentAction(input: unknown): Promise<ActionResult<null>> {
  return runAction(
    'retire-environment',
    (ctx) => retireEnvironment(ctx, input),
    ({ name }) => ({ message: `Retired: ${name}.`, value: null }),
  );
}
