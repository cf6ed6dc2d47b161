'use client';

import { type ReactNode, startTransition, useTransition } from 'react';
import { Button } from './button';
import type { ButtonLook } from './button-class';
import { toast } from './toast';

type Result = { ok: boolean; message: string };

/** Runs a server action, and says what came of it as a toast. `done` gets its result. */
export function useAction(): [
  busy: boolean,
  run: (work: () => Promise<Result>, done?: (result: Result) => void) => void,
] {
  const [busy, start] = useTransition();
  const run = (work: () => Promise<Result>, done?: (result: Result) => void) =>
    start(async () => {
      const result = await work().catch(() => ({
        ok: false,
        message: 'The console did not answer. Check your connection, then try again.',
      }));
      // In one step with the page as it is now: a row that is decided must not be pressed again.
      startTransition(() => {
        toast(result.ok ? 'ok' : 'bad', result.message);
        done?.(result);
      });
      rescueFocus();
    });
  return [busy, run];
}

type Props = {
  action: () => Promise<Result>;
  look?: ButtonLook;
  /** starts with the words on the button and adds what they are about */
  label?: string;
  children: ReactNode;
};

/** A button that does one thing at once. */
export function ActionButton({ action, look, label, children }: Props) {
  const [busy, run] = useAction();
  return (
    <Button {...(look && { look })} busy={busy} aria-label={label} onClick={() => run(action)}>
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
