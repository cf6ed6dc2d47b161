'use client';

import type { ReactNode } from 'react';
import type { ActionResult } from '@/lib/web/action-result';
import { useAction } from './action-button';
import { Button } from './button';
import { Dialog, DialogButtons } from './dialog';

/** A question before an action that cannot simply be undone. */
export type Question = {
  action: () => Promise<ActionResult<unknown>>;
  /** reverses it, where that is safe */
  undo?: () => Promise<ActionResult<unknown>>;
  /** after a success */
  onDone?: () => void;
  title: string;
  /** what stops and what continues */
  description: ReactNode;
  confirm: string;
};

/** Shows the question, and runs the action if confirmed. Render it to open it. */
export function ConfirmDialog({ onClose, ...question }: Question & { onClose: () => void }) {
  const { action, undo, onDone, title, description, confirm } = question;
  const [busy, run] = useAction();
  return (
    <Dialog role="alertdialog" title={title} description={description} onClose={onClose}>
      <DialogButtons>
        <Button onClick={onClose} data-focus-first>
          Cancel
        </Button>
        <Button
          look="danger"
          busy={busy}
          onClick={() =>
            run(
              action,
              ({ ok }) => {
                onClose();
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
  );
}
