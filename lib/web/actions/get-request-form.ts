'use server';

import { getRequestForm, type RequestForm } from '@/lib/access/get-request-form';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';

export async function getRequestFormAction(input: { targetId: string }): Promise<ActionResult<RequestForm>> {
  return answer(
    'get-request-form',
    (ctx) => getRequestForm(ctx, input),
    (form) => ({ message: '', value: form }),
  );
}
