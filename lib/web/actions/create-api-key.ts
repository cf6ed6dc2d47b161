'use server';

import { type CreatedApiKey, createApiKey } from '@/lib/tokens/create-api-key';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function createApiKeyAction(input: {
  name: string;
  role: 'User' | 'Admin';
}): Promise<ActionResult<CreatedApiKey>> {
  return runAction(
    'create-api-key',
    (ctx) => createApiKey(ctx, input),
    (value) => ({ message: `The API key ${value.name} is made.`, value }),
  );
}
