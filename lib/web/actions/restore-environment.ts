'use server';

import { restoreEnvironment } from '@/lib/targets/set-environment-retired';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function restoreEnvironmentAction(input: unknown): Promise<ActionResult<null>> {
  return runAction(
    'restore-environment',
    (ctx) => restoreEnvironment(ctx, input),
    ({ name }) => ({ message: `${name} is back.`, value: null }),
  );
}
