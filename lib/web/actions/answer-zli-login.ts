'use server';

import { answerZliLogin } from '@/lib/tokens/allow-zli';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';

export async function answerZliLoginAction(input: {
  userCode: string;
  allow: boolean;
}): Promise<ActionResult> {
  return answer(
    'answer-zli-login',
    (ctx) => answerZliLogin(ctx, input),
    ({ device }) => ({
      message: input.allow
        ? `zli on ${device} is signed in as you. Go back to its terminal.`
        : `zli on ${device} was not let in.`,
      value: null,
    }),
  );
}
