import { type ReactNode, useEffect, useId, useRef } from 'react';

/**
 * A modal dialog based on the browser's own, which traps the focus, makes the rest inert and restores the focus.
 * Escape and the X call `onClose`; the parent then removes the dialog.
 */
export function Dialog({
  title,
  onClose,
  onDismiss = onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  onDismiss?: () => void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    dialog
      .querySelector<HTMLElement>('[data-field], .dialog-foot button.primary, .dialog-foot button')
      ?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon-button" aria-label="Dismiss" onClick={onDismiss}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}
