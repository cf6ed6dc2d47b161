'use client';

import { type ReactNode, useState } from 'react';
import { Button } from './button';
import type { ButtonLook } from './button-class';
import { ConfirmDialog, type Question } from './confirm-dialog';

type Props = Question & { look?: ButtonLook; label?: string; children: ReactNode };

/** A button that asks before it runs an action that cannot simply be undone. */
export function ConfirmButton({ look = 'plain', label, children, ...question }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look={look} aria-label={label} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {children}
      </Button>
      {isOpen && <ConfirmDialog {...question} onClose={() => setOpen(false)} />}
    </>
  );
}
