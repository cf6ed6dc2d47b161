'use server';

import { updateEnvironment } from '@/lib/targets/update-environment';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function updateEnvironmentAction(input: unknown): Promise<ActionResult<null>> {
  return runAction(
    'update-environment',
    (ctx) => updateEnvironment(ctx, input),
    ({ name }) => ({ message: `Saved: ${name}.`, value: null }),
  );
}
