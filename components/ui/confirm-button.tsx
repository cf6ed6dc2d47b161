'use client';

import { type ReactNode, useState } from 'react';
import { Button } from './button';
import type { ButtonLook } from './button-class';
import { ConfirmDialog, type Question } from './confirm-dialog';

type Props = Question & { look?: ButtonLook; label?: string; children: ReactNode };

/** A button that asks once before it does what can't simply be taken back, and says what stops. */
export function ConfirmButton({ look = 'danger', label, children, ...question }: Props) {
  const [asking, spec] = useState(false);
  return (
    <>
      <Button look={look} aria-label={label} aria-haspopup="dialog" onClick={() => spec(true)}>
        {children}
      </Button>
      {asking && <ConfirmDialog {...question} onClose={() => spec(false)} />}
    </>
  );
}
