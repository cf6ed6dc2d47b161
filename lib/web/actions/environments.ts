'use server';

import { registerEnvironment } from '@/lib/targets/register-environment';
import { archiveEnvironment, restoreEnvironment } from '@/lib/targets/set-environment-archived';
import { updateEnvironment } from '@/lib/targets/update-environment';
import { type ActionResult, done } from '../action-result';
import { runAction } from '../run-action';

export async function registerEnvironmentAction(input: unknown): Promise<ActionResult<{ id: string }>> {
  return runAction('register-environment', async (ctx) => {
    const { id, name } = await registerEnvironment(ctx, input);
    return done(`Created ${name}.`, { id });
  });
}

export async function updateEnvironmentAction(input: unknown): Promise<ActionResult> {
  return runAction('update-environment', async (ctx) => {
    const { name } = await updateEnvironment(ctx, input);
    return done(`Saved ${name}.`);
  });
}

export async function retireEnvironmentAction(input: unknown): Promise<ActionResult> {
  return runAction('retire-environment', async (ctx) => {
    const { name } = await archiveEnvironment(ctx, input);
    return done(`Archived ${name}.`);
  });
}

export async function restoreEnvironmentAction(input: unknown): Promise<ActionResult> {
  return runAction('restore-environment', async (ctx) => {
    const { name } = await restoreEnvironment(ctx, input);
    return done(`Restored ${name}.`);
  });
}
