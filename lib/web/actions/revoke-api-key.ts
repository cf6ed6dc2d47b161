'use server';

import { revokeApiKey } from '@/lib/tokens/revoke-api-key';
import type { ActionResult } from '../action-result';
import { runAction } from '../run-action';

export async function revokeApiKeyAction(input: { keyId: string }): Promise<ActionResult> {
  return runAction(
    'revoke-api-key',
    (ctx) => revokeApiKey(ctx, input),
    ({ name }) => ({ message: `The API key ${name} is revoked.`, value: null }),
  );
}
