'use server';

import { replaceSigningKey } from '@/lib/audit/replace-signing-key';
import { type ActionResult, done } from '../action-result';
import { runAction } from '../run-action';

export async function replaceSigningKeyAction(): Promise<ActionResult> {
  return runAction('make-audit-key', async (ctx) => {
    const { key } = await replaceSigningKey(ctx);
    return done(`Key ${key} signs from the next checkpoint on.`);
  });
}
