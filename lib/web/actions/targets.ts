'use server';

import { describeEnded } from '@/lib/core/text/access';
import { confirmSetup } from '@/lib/target-setup/confirm-setup';
import { type VerifiedHost, verifyHost } from '@/lib/target-setup/verify-host';
import { archiveTarget } from '@/lib/targets/archive-target';
import { type ImportResult, importTargets } from '@/lib/targets/import-targets';
import { registerTarget } from '@/lib/targets/register-target';
import { restoreTarget } from '@/lib/targets/restore-target';
import { trustTarget } from '@/lib/targets/trust-target';
import { updateTarget } from '@/lib/targets/update-target';
import { type ActionResult, done } from '../action-result';
import { runAction, runWithoutRefresh } from '../run-action';

export async function registerTargetAction(input: unknown): Promise<ActionResult<{ id: string }>> {
  return runAction('register-target', async (ctx) => {
    const { id, name } = await registerTarget(ctx, input);
    return done(`Registered ${name}. Policies on its environment now apply to it.`, { id });
  });
}

export async function updateTargetAction(input: unknown): Promise<ActionResult> {
  return runAction('update-target', async (ctx) => {
    const { name, ended } = await updateTarget(ctx, input);
    return done(`Saved ${name}.${describeEnded(ended)}`);
  });
}

export async function retireTargetAction(input: unknown): Promise<ActionResult> {
  return runAction('retire-target', async (ctx) => {
    const { name, ended } = await archiveTarget(ctx, input);
    return done(
      `Archived ${name}. ${ended === 0 ? 'No one had active access to it.' : `Active access that ended: ${ended}.`}`,
    );
  });
}

export async function restoreTargetAction(input: unknown): Promise<ActionResult> {
  return runAction('restore-target', async (ctx) => {
    const { name } = await restoreTarget(ctx, input);
    return done(`Restored ${name}. Access that ended stays ended.`);
  });
}

export async function importTargetsAction(input: unknown): Promise<ActionResult<ImportResult>> {
  return runWithoutRefresh('import-targets', async (ctx) => done('', await importTargets(ctx, input)));
}

export async function trustTargetAction(input: {
  targetId: string;
  serverIdentity: string;
  sourceAddresses: string;
}): Promise<ActionResult> {
  return runAction('trust-target', async (ctx) => {
    const { name } = await trustTarget(ctx, input);
    return done(`Saved. zli now uses this to verify ${name}.`);
  });
}

export async function confirmSetupAction(input: { targetId: string }): Promise<ActionResult> {
  return runAction('confirm-setup', async (ctx) => {
    const { name } = await confirmSetup(ctx, input);
    return done(`${name} counts as set up.`);
  });
}

export async function verifyHostAction(input: { targetId: string }): Promise<ActionResult<VerifiedHost>> {
  return runAction('verify-host', async (ctx) => {
    const value = await verifyHost(ctx, input);
    return done(value.ok ? 'The target passed all checks.' : 'The target did not pass all checks.', value);
  });
}
