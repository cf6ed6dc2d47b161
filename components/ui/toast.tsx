'use client';

import { CircleCheck, OctagonAlert, X } from 'lucide-react';
import { startTransition, useEffect, useState } from 'react';

/** A button in a toast, such as Undo. */
type ToastAction = { name: string; run: () => void };

type Shown = { id: number; tone: 'ok' | 'bad'; message: string; action?: ToastAction };

let shown: readonly Shown[] = [];
let last = 0;
const listeners = new Set<() => void>();

/** Shows a result at the foot of the page. Failures stay until they are dismissed. */
export function toast(tone: Shown['tone'], message: string, action?: ToastAction): void {
  last++;
  change([...shown.slice(-2), { id: last, tone, message, ...(action && { action }) }]);
}

/** The place for toasts, once in the frame of all pages, so that they survive a navigation. */
export function ToastRegion() {
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  useEffect(() => {
    const listener = () => setToasts(shown);
    listener();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  const of = (tone: Shown['tone']) =>
    toasts.filter((one) => one.tone === tone).map((one) => <Toast key={one.id} {...one} />);
  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex flex-col items-center gap-2">
      <div role="status" className="flex flex-col items-center gap-2">
        {of('ok')}
      </div>
      <div role="alert" className="flex flex-col items-center gap-2">
        {of('bad')}
      </div>
    </div>
  );
}

function Toast({ id, tone, message, action }: Shown) {
  const [isPaused, setPaused] = useState(false);
  useEffect(() => {
    if (tone === 'bad' || isPaused) return;
    const timer = setTimeout(() => dismiss(id), 8000);
    return () => clearTimeout(timer);
  }, [id, tone, isPaused]);
  const Icon = tone === 'ok' ? CircleCheck : OctagonAlert;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the toast visible while it is read
    <div
      onMouseEnter={() => setPaused(true)}
      onMouseLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
      className="pointer-events-auto flex max-w-xl items-start gap-2.5 rounded-xl border border-line bg-panel py-2.5 pr-2 pl-3.5 shadow-pop"
    >
      <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${tone === 'ok' ? 'text-ok' : 'text-bad'}`} />
      <p className="min-w-0 break-words">{message}</p>
      {action && (
        <button
          type="button"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
          className="-my-0.5 shrink-0 rounded-md px-1.5 py-0.5 font-semibold text-accent hover:bg-soft"
        >
          {action.name}
        </button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismiss(id)}
        className="-my-0.5 grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-soft hover:text-ink"
      >
        <X aria-hidden size={14} />
      </button>
    </div>
  );
}

function dismiss(id: number): void {
  change(shown.filter((one) => one.id !== id));
}

function change(next: readonly Shown[]): void {
  shown = next;
  // As a transition, so that a toast appears together with the refreshed page, never before it.
  startTransition(() => {
    for (const listener of listeners) listener();
  });
}
