'use client';

import { startTransition, useState, useTransition } from 'react';
import type { ActionResult, Failure } from '@/lib/web/action-result';
import { callFailure } from '@/lib/web/call-failure';
import { toast } from './toast';

/** The state of a form that a server action saves: whether it is busy, and its errors by field. */
export function useForm<T>(done: (value: T) => void) {
  const [failure, setFailure] = useState<Failure>();
  const [saves, setSaves] = useState(0);
  const [busy, start] = useTransition();
  return {
    busy,
    failure,
    /** how often it was saved */
    saves,
    errorAt: (path: string) => failure?.faults.find((fault) => fault.path === path)?.message,
    clearErrors: () => setFailure(undefined),
    send: (save: () => Promise<ActionResult<T>>) =>
      start(async () => {
        const result = await save().catch(callFailure);
        startTransition(() => {
          if (!result.ok) return setFailure(result);
          setFailure(undefined);
          setSaves((before) => before + 1);
          toast('ok', result.message);
          done(result.value);
        });
      }),
  };
}
