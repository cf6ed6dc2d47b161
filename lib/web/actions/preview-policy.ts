'use server';

import { type PolicyPreview, previewPolicy } from '@/lib/policies/preview-policy';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';

export async function previewPolicyAction(input: unknown): Promise<ActionResult<PolicyPreview>> {
  return answer(
    'preview-policy',
    (ctx) => previewPolicy(ctx, input),
    (value) => ({ message: '', value }),
  );
}
