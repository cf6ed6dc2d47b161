'use client';

import { type ReactNode, useState } from 'react';
import { useAction } from './action-button';
import { Button } from './button';
import type { ButtonLook } from './button-class';
import { Dialog, DialogButtons } from './dialog';

type Result = { ok: boolean; message: string };

type Props = {
  action: () => Promise<Result>;
  /** takes it back, where that is safe */
  undo?: () => Promise<Result>;
  /** after it went well */
  onDone?: () => void;
  look?: ButtonLook;
  label?: string;
  /** the question, and what stops */
  title: string;
  description: ReactNode;
  confirm: string;
  /** the way out; it must not read like the act itself */
  keep?: string;
  children: ReactNode;
};

/** A button that asks once before it does what can't be undone, and says what stops. */
export function ConfirmButton(props: Props) {
  const [asking, ask] = useState(false);
  const [busy, run] = useAction();
  const {
    action,
    undo,
    onDone,
    look = 'danger',
    label,
    title,
    description,
    confirm,
    keep = 'Keep it',
    children,
  } = props;
  return (
    <>
      <Button look={look} aria-label={label} aria-haspopup="dialog" onClick={() => ask(true)}>
        {children}
      </Button>
      {asking && (
        <Dialog role="alertdialog" title={title} description={description} onClose={() => ask(false)}>
          <DialogButtons>
            <Button onClick={() => ask(false)} autoFocus>
              {keep}
            </Button>
            <Button
              look="danger"
              busy={busy}
              onClick={() =>
                run(
                  action,
                  ({ ok }) => {
                    ask(false);
                    if (ok) onDone?.();
                  },
                  undo,
                )
              }
            >
              {confirm}
            </Button>
          </DialogButtons>
        </Dialog>
      )}
    </>
  );
}
