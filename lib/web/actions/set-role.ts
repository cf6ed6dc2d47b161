'use server';

import { setRole } from '@/lib/directory/set-role';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function setRoleAction(input: {
  userId: string;
  role: 'User' | 'Admin';
}): Promise<ActionResult> {
  return runAction(
    'set-role',
    (ctx) => setRole(ctx, input),
    () => ({
      message:
        input.role === 'Admin' ? 'They are an admin now.' : 'They are a user now, and no admin any more.',
      value: null,
    }),
  );
}
