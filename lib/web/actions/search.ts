'use server';

import type { PolicyType } from '@/lib/core/policy/policy';
import type { Choice } from '@/lib/core/policy/policy-choice';
import { searchTargets } from '@/lib/targets/search-targets';
import type { ActionResult } from '../action-result';
import { runRead } from '../run-action';
import { type ChoiceField, searchChoices } from '../search-choices';
import { type SearchHit, searchConsole } from '../search-console';

export async function searchConsoleAction(input: { query: string }): Promise<ActionResult<SearchHit[]>> {
  return runRead('search-console', (ctx) => searchConsole(ctx, input.query));
}

export async function searchChoicesAction(input: {
  field: ChoiceField;
  type: PolicyType;
  query: string;
}): Promise<ActionResult<Choice[]>> {
  return runRead('search-choices', (ctx) => searchChoices(ctx, input));
}

/** Servers by a part of their name, each with `name.environment`. */
export async function searchServersAction(input: {
  query: string;
}): Promise<ActionResult<{ id: string; label: string }[]>> {
  return runRead('search-servers', async (ctx) => {
    const { targets } = await searchTargets(ctx, { query: input.query, types: ['Bzero'] });
    return targets.map(({ id, name, environment }) => ({ id, label: `${name}.${environment}` }));
  });
}
