'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { type ButtonLook, buttonClass } from './button-class';
import { useReady } from './use-ready';

type Props = Omit<ComponentProps<'button'>, 'className'> & {
  look?: ButtonLook;
  /** its action is running: the button is disabled */
  busy?: boolean;
  grow?: boolean;
};

/** A button that is disabled until the page is hydrated, and while its action runs. */
export function Button({ look, busy = false, grow, disabled, children, type = 'button', ...rest }: Props) {
  const ready = useReady();
  return (
    <button
      {...rest}
      type={type}
      className={`${buttonClass(look)} relative ${grow ? 'w-full' : ''}`}
      disabled={!ready || busy || disabled}
      aria-busy={busy || undefined}
      data-off={disabled || undefined}
    >
      {/* in place of the label, so that the button keeps its width and nothing beside it moves */}
      {busy && <LoaderCircle aria-hidden size={15} className="absolute animate-spin" />}
      <span className={`inline-flex items-center gap-1.5 ${busy ? 'opacity-0' : ''}`}>{children}</span>
    </button>
  );
}
