'use client';

import { type ReactNode, startTransition, useTransition } from 'react';
import type { ActionResult } from '@/lib/web/action-result';
import { callFailure } from '@/lib/web/call-failure';
import { Button } from './button';
import type { ButtonLook } from './button-class';
import { toast } from './toast';

type Result = ActionResult<unknown>;

type Run = (
  work: () => Promise<Result>,
  done?: (result: Result) => void,
  /** reverses it, where that is safe; the toast of a success offers it */
  undo?: () => Promise<Result>,
) => void;

/** Runs a server action and shows its result as a toast. `done` gets the result. */
export function useAction(): [busy: boolean, run: Run] {
  const [busy, start] = useTransition();
  const run: Run = (work, done, undo) =>
    start(async () => {
      const result = await work().catch(callFailure);
      const undoAction = result.ok && undo && { name: 'Undo', run: () => run(undo) };
      // In one transition with the refreshed page, so that nobody can act on a row that is decided already.
      startTransition(() => {
        toast(result.ok ? 'ok' : 'bad', result.message, undoAction || undefined);
        done?.(result);
      });
      rescueFocus();
    });
  return [busy, run];
}

type Props = {
  action: () => Promise<Result>;
  /** reverses it, where that is safe */
  undo?: () => Promise<Result>;
  look?: ButtonLook;
  /** the accessible name: starts with the button's text and adds what it acts on */
  label?: string;
  children: ReactNode;
};

/** A button that runs a server action without a question. */
export function ActionButton({ action, undo, look, label, children }: Props) {
  const [busy, run] = useAction();
  return (
    <Button
      {...(look && { look })}
      busy={busy}
      aria-label={label}
      onClick={() => run(action, undefined, undo)}
    >
      {children}
    </Button>
  );
}

/** Focuses the main part of the page if the focused element was removed, for example with its row. */
export function rescueFocus(): void {
  setTimeout(() => {
    if (document.activeElement === document.body)
      document.getElementById('main')?.focus({ preventScroll: true });
  }, 100);
}
