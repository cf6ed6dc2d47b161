'use server';

import type { PolicyType } from '@/lib/core/policy/policy';
import type { Choice } from '@/lib/core/policy/policy-choice';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';
import { type ChoiceField, searchChoices } from '../search-choices';

export async function searchChoicesAction(input: {
  field: ChoiceField;
  type: PolicyType;
  words: string;
}): Promise<ActionResult<Choice[]>> {
  return answer(
    'search-choices',
    (ctx) => searchChoices(ctx, input),
    (value) => ({ message: '', value }),
  );
}
