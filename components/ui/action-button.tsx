'use client';

import { type ReactNode, startTransition, useTransition } from 'react';
import { Button } from './button';
import type { ButtonLook } from './button-class';
import { toast } from './toast';

type Result = { ok: boolean; message: string };

type Run = (
  work: () => Promise<Result>,
  done?: (result: Result) => void,
  /** takes it back, where that is safe; offered in the toast when it went well */
  undo?: () => Promise<Result>,
) => void;

/** Runs a server action, and says what came of it as a toast. `done` gets its result. */
export function useAction(): [busy: boolean, run: Run] {
  const [busy, start] = useTransition();
  const run: Run = (work, done, undo) =>
    start(async () => {
      const result = await work().catch(() => lost);
      const back = result.ok && undo && { name: 'Undo', run: () => run(undo) };
      // In one step with the page as it is now: a row that is decided must not be pressed again.
      startTransition(() => {
        toast(result.ok ? 'ok' : 'bad', result.message, back || undefined);
        done?.(result);
      });
      rescueFocus();
    });
  return [busy, run];
}

const lost: Result = {
  ok: false,
  message: 'The console did not answer. Check your connection, then try again.',
};

type Props = {
  action: () => Promise<Result>;
  /** takes it back, where that is safe */
  undo?: () => Promise<Result>;
  look?: ButtonLook;
  /** starts with the words on the button and adds what they are about */
  label?: string;
  children: ReactNode;
};

/** A button that does one thing at once. */
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

/** What had the focus may be gone with its row: the keyboard then goes on at the top of the page. */
export function rescueFocus(): void {
  setTimeout(() => {
    if (document.activeElement === document.body)
      document.getElementById('main')?.focus({ preventScroll: true });
  }, 100);
}
