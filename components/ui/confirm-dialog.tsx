'use client';

import type { ReactNode } from 'react';
import { useAction } from './action-button';
import { Button } from './button';
import { Dialog, DialogButtons } from './dialog';

type Result = { ok: boolean; message: string };

/** A question asked once, before what can't simply be taken back. */
export type Question = {
  action: () => Promise<Result>;
  /** takes it back, where that is safe */
  undo?: () => Promise<Result>;
  /** after it went well */
  onDone?: () => void;
  /** the question, and what stops */
  title: string;
  description: ReactNode;
  confirm: string;
  /** the way out; it must not read like the act itself */
  keep?: string;
};

/** Asks, and does it when told to. Render it to ask. */
export function ConfirmDialog({ onClose, ...question }: Question & { onClose: () => void }) {
  const { action, undo, onDone, title, description, confirm, keep = 'Keep it' } = question;
  const [busy, run] = useAction();
  return (
    <Dialog role="alertdialog" title={title} description={description} onClose={onClose}>
      <DialogButtons>
        <Button onClick={onClose} autoFocus>
          {keep}
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
