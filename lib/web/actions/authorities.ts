'use server';

import { rotateAuthority } from '@/lib/certificates/rotate-authority';
import type { AuthorityKind } from '@/lib/core/audit-event';
import { type ActionResult, done } from '../action-result';
import { runAction } from '../run-action';

export async function rotateAuthorityAction(input: {
  kind: AuthorityKind;
  overlapDays: number;
}): Promise<ActionResult> {
  return runAction('rotate-authority', async (ctx) => {
    await rotateAuthority(ctx, input);
    return done('Authority replaced. Run the set-up of its targets again.');
  });
}
