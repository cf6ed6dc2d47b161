'use server';

import { registerEnvironment } from '@/lib/targets/register-environment';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function registerEnvironmentAction(input: unknown): Promise<ActionResult<{ id: string }>> {
  return runAction(
    'register-environment',
    (ctx) => registerEnvironment(ctx, input),
    ({ id, name }) => ({ message: `Made: ${name}.`, value: { id } }),
  );
}
