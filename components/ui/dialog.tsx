'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';

type Props = {
  title: string;
  /** below the title; screen readers read it out */
  description?: ReactNode;
  /** `alertdialog` asks a question; it has no Close button, only answers */
  role?: 'dialog' | 'alertdialog';
  onClose: () => void;
  children: ReactNode;
};

/**
 * A modal dialog based on the browser's: focus moves into it and back, the page behind is inert, and Escape
 * closes it. The focus goes to the element with `data-focus-first`, else to the first field, else to the first button.
 * Render it to open it.
 */
export function Dialog({ title, description, role = 'dialog', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    // The browser would focus the first button. React's autoFocus comes before the dialog is open, too early.
    const first =
      dialog.current?.querySelector<HTMLElement>('[data-focus-first]') ??
      dialog.current?.querySelector<HTMLElement>('textarea, select, input');
    first?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else document.getElementById('main')?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={id}
      aria-describedby={description ? `${id}d` : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[30rem] max-w-[calc(100vw-2rem)] overflow-y-auto rounded-xl border border-line bg-panel p-0 text-left font-normal whitespace-normal text-ink shadow-pop"
    >
      <div className="flex items-start gap-4 px-5 pt-4">
        <div className="min-w-0 grow pt-1">
          <h2 id={id} className="text-lg font-bold">
            {title}
          </h2>
          {description && (
            <div id={`${id}d`} className="mt-1 text-muted">
              {description}
            </div>
          )}
        </div>
        {role === 'dialog' && (
          <button
            type="button"
            aria-label="Close"
            onClick={onClose}
            className="-mr-2 grid size-8 shrink-0 place-items-center rounded-lg text-muted hover:bg-soft hover:text-ink"
          >
            <X aria-hidden size={17} />
          </button>
        )}
      </div>
      {children}
    </dialog>
  );
}

/** The buttons at the foot of a dialog; the primary one is last. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 px-5 pt-4 pb-5">{children}</div>;
}
