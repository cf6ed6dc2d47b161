'use server';

import { signOutZli } from '@/lib/tokens/sign-out-zli';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function signOutZliAction(input: { tokenId: string }): Promise<ActionResult> {
  return runAction(
    'sign-out-zli',
    (ctx) => signOutZli(ctx, input),
    ({ device }) => ({
      message: device ? `zli is signed out on ${device}.` : 'It was signed out before.',
      value: null,
    }),
  );
}
