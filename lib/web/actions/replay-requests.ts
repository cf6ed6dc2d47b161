'use server';

import { type ReplayChunk, replayRequests } from '@/lib/policies/replay-requests';
import type { ActionResult } from '../action-result';
import { answer } from '../run-action';

export async function replayRequestsAction(input: unknown): Promise<ActionResult<ReplayChunk>> {
  return answer(
    'replay-requests',
    (ctx) => replayRequests(ctx, input),
    (value) => ({ message: '', value }),
  );
}
