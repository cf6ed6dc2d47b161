'use server';

import { type ImportResult, importTargets } from '@/lib/targets/import-targets';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';

export async function importTargetsAction(input: unknown): Promise<ActionResult<ImportResult>> {
  return answer(
    'import-targets',
    (ctx) => importTargets(ctx, input),
    (value) => ({ message: '', value }),
  );
}
