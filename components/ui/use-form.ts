'use client';

import { startTransition, useState, useTransition } from 'react';
import type { ActionResult, Failure } from '@/lib/web/action-result';
import { toast } from './toast';

/** A form that a server action saves: whether it is under way, and what is wrong, field by field. */
export function useForm<T>(done: (value: T) => void) {
  const [failure, setFailure] = useState<Failure>();
  const [busy, start] = useTransition();
  return {
    busy,
    failure,
    /** what is wrong at a field */
    errorAt: (path: string) => failure?.faults.find((fault) => fault.path === path)?.message,
    forgive: () => setFailure(undefined),
    send: (save: () => Promise<ActionResult<T>>) =>
      start(async () => {
        const result = await save().catch(() => lost);
        startTransition(() => {
          if (!result.ok) return setFailure(result);
          setFailure(undefined);
          toast('ok', result.message);
          done(result.value);
        });
      }),
  };
}

const lost: Failure = {
  ok: false,
  code: 'broken',
  message: 'The console did not answer. Check your connection, then try again.',
  faults: [],
  requestId: null,
};
