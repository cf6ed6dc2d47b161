'use server';

import { updateTarget } from '@/lib/targets/update-target';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function updateTargetAction(input: unknown): Promise<ActionResult<null>> {
  return runAction(
    'update-target',
    (ctx) => updateTarget(ctx, input),
    ({ name }) => ({
      message: `Saved: ${name}. Access that no policy gives any more has ended.`,
      value: null,
    }),
  );
}
