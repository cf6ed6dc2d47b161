'use server';

import { trustTarget } from '@/lib/targets/trust-target';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function trustTargetAction(input: {
  targetId: string;
  serverIdentity: string;
  sourceAddresses: string;
}): Promise<ActionResult> {
  return runAction(
    'trust-target',
    (ctx) => trustTarget(ctx, input),
    ({ name }) => ({ message: `Kept. zli believes ${name} by this from now on.`, value: null }),
  );
}
