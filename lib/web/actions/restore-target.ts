'use server';

import { restoreTarget } from '@/lib/targets/restore-target';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function restoreTargetAction(input: unknown): Promise<ActionResult<null>> {
  return runAction(
    'restore-target',
    (ctx) => restoreTarget(ctx, input),
    ({ name }) => ({
      message: `${name} is back. Access that ended does not come back by itself.`,
      value: null,
    }),
  );
}
