'use server';

import { allowZli } from '@/lib/tokens/allow-zli';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';

export async function allowZliAction(input: {
  device: string;
  challenge: string;
}): Promise<ActionResult<{ code: string }>> {
  return answer(
    'allow-zli',
    (ctx) => allowZli(ctx, input),
    (value) => ({ message: 'Allowed. Back to zli …', value }),
  );
}
