'use server';

import type { Choice } from '@/lib/core/policy/policy-choice';
import { describeEnded } from '@/lib/core/text/access';
import { createPolicy } from '@/lib/policies/create-policy';
import { deletePolicy } from '@/lib/policies/delete-policy';
import { getPolicy } from '@/lib/policies/get-policy';
import { type PolicyPreview, previewPolicy } from '@/lib/policies/preview-policy';
import { type ReplayChunk, replayRequests } from '@/lib/policies/replay-requests';
import { restorePolicy } from '@/lib/policies/restore-policy';
import { updatePolicy } from '@/lib/policies/update-policy';
import { type ActionResult, done } from '../action-result';
import { runAction, runFormAction, runRead } from '../run-action';
import { choicesIn } from '../search-choices';

/** The stored policy with the names of what it refers to, for an editor whose version is out of date. */
export async function getPolicyAction(input: {
  policyId: string;
}): Promise<ActionResult<{ policy: Awaited<ReturnType<typeof getPolicy>>; choices: Choice[] }>> {
  return runRead('get-policy', async (ctx) => {
    const policy = await getPolicy(ctx, input);
    return { policy, choices: await choicesIn(ctx, policy) };
  });
}

export async function previewPolicyAction(input: unknown): Promise<ActionResult<PolicyPreview>> {
  return runRead('preview-policy', (ctx) => previewPolicy(ctx, input));
}

export async function replayRequestsAction(input: unknown): Promise<ActionResult<ReplayChunk>> {
  return runRead('replay-requests', (ctx) => replayRequests(ctx, input));
}

export async function createPolicyAction(draft: unknown): Promise<ActionResult<{ policyId: string }>> {
  return runFormAction('create-policy', async (ctx) => {
    const { id, name } = await createPolicy(ctx, draft);
    return done(`Created ${name}. It is now in effect.`, { policyId: id });
  });
}

export async function updatePolicyAction(draft: unknown): Promise<ActionResult<{ version: number }>> {
  return runFormAction('update-policy', async (ctx) => {
    const { version, ended } = await updatePolicy(ctx, draft);
    return done(`Saved as version ${version}.${describeEnded(ended)}`, { version });
  });
}

export async function restorePolicyAction(input: {
  policyId: string;
  from: number;
  version: number;
}): Promise<ActionResult> {
  return runAction('restore-policy', async (ctx) => {
    const { version, ended } = await restorePolicy(ctx, input);
    return done(`Restored version ${input.from} as version ${version}.${describeEnded(ended)}`);
  });
}

export async function deletePolicyAction(input: { policyId: string }): Promise<ActionResult> {
  return runAction('delete-policy', async (ctx) => {
    return done(`Policy deleted.${describeEnded(await deletePolicy(ctx, input))}`);
  });
}
