'use server';

import type { SharedAuthorityKind } from '@/lib/certificates/list-authorities';
import { rotateAuthority } from '@/lib/certificates/rotate-authority';
import { type ActionResult, done } from '../action-result';
import { runAction } from '../run-action';

export async function rotateAuthorityAction(
  input: ({ kind: SharedAuthorityKind } | { targetId: string }) & { overlapDays: number },
): Promise<ActionResult> {
  return runAction('rotate-authority', async (ctx) => {
    await rotateAuthority(ctx, input);
    return done('Authority replaced. Run the set-up of its targets again.');
  });
}
