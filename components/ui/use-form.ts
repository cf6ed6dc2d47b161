'use client';

import { startTransition, useState, useTransition } from 'react';
import { type ActionResult, type Failure, serverUnreachable } from '@/lib/web/action-result';
import { toast } from './toast';

/** The state of a form that a server action saves: whether it is busy, and its errors by field. */
export function useForm<T>(done: (value: T) => void) {
  const [failure, setFailure] = useState<Failure>();
  const [busy, start] = useTransition();
  return {
    busy,
    failure,

    errorAt: (path: string) => failure?.faults.find((fault) => fault.path === path)?.message,
    clearErrors: () => setFailure(undefined),
    send: (save: () => Promise<ActionResult<T>>) =>
      start(async () => {
        const result = await save().catch(() => serverUnreachable);
        startTransition(() => {
          if (!result.ok) return setFailure(result);
          setFailure(undefined);
          toast('ok', result.message);
          done(result.value);
        });
      }),
  };
}
