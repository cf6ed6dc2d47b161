'use server';

import type { ActionResult } from '../action-result';
import { answer } from '../run-action';
import { type FoundThing, searchConsole } from '../search-console';

export async function searchConsoleAction(input: { words: string }): Promise<ActionResult<FoundThing[]>> {
  return answer(
    'search-console',
    (ctx) => searchConsole(ctx, input.words),
    (value) => ({ message: '', value }),
  );
}
