'use client';

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useReady } from './use-ready';

type Props = {
  /** the accessible name of a button without text */
  label?: string;
  button: ReactNode;
  buttonClass: string;
  panelClass?: string;
  children: ReactNode;
};

/**
 * A button that opens a panel of links and buttons. Escape, a click elsewhere or the use of an item closes it;
 * Escape returns the focus to the button.
 */
export function Menu({ label, button, buttonClass, panelClass = 'right-0 w-60', children }: Props) {
  const [open, setOpen] = useState(false);
  const ready = useReady();
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      trigger.current?.focus();
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    document.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
      document.removeEventListener('keydown', closeOnEscape);
    };
  }, [open]);
  return (
    <div ref={root} className="relative">
      <button
        ref={trigger}
        type="button"
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        disabled={!ready}
        onClick={() => setOpen(!open)}
        className={buttonClass}
      >
        {button}
      </button>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: links inside act, this only closes after
        <div
          id={id}
          onClick={(event) => {
            if (event.target instanceof Element && event.target.closest('a, button')) setOpen(false);
          }}
          className={`absolute top-full z-30 mt-1.5 rounded-xl border border-line bg-panel p-1.5 shadow-pop ${panelClass}`}
        >
          {children}
        </div>
      )}
    </div>
  );
}
