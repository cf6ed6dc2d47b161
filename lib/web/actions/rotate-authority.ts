'use server';

import { rotateAuthority } from '@/lib/certificates/rotate-authority';
import type { AuthorityKind } from '@/lib/core/audit-event';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function rotateAuthorityAction(input: {
  kind: AuthorityKind;
  overlapDays: number;
}): Promise<ActionResult> {
  return runAction(
    'rotate-authority',
    (ctx) => rotateAuthority(ctx, input),
    () => ({
      message: 'A new authority signs from now on. Run the set-up of its targets again.',
      value: null,
    }),
  );
}
