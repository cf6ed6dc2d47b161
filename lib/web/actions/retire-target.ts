'use server';

import { retireTarget } from '@/lib/targets/retire-target';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function retireTargetAction(input: unknown): Promise<ActionResult<null>> {
  return runAction(
    'retire-target',
    (ctx) => retireTarget(ctx, input),
    ({ name, ended }) => ({
      message: `Retired: ${name}. ${ended === 0 ? 'Nobody had live access to it.' : `Live access that ended: ${ended}.`}`,
      value: null,
    }),
  );
}
