'use client';

import { Keyboard } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ShortcutList } from './shortcut-list';
import { fixedShortcuts, type Shortcut } from './shortcuts-of';

// People who use speech input, or press keys by accident, can turn single-key shortcuts off (WCAG 2.1.4).
const store = 'queue-keys';
const areOff = () => localStorage.getItem(store) === 'off';

/**
 * Keyboard shortcuts for a list whose rows carry `data-row`. A key clicks a button of the page, so it can do
 * no more than that button. `rows` are the ids of the rows.
 */
export function KeyboardShortcuts({ rows, shortcuts }: { rows: string; shortcuts: readonly Shortcut[] }) {
  const [open, setOpen] = useState(false);
  const last = useRef<{ id: string | undefined; index: number }>(null);

  useEffect(() => {
    const focused = () => {
      const row = document.activeElement?.closest<HTMLElement>('[data-row]');
      if (row) last.current = { id: row.dataset.row, index: allRows().indexOf(row) };
    };
    const pressed = (event: KeyboardEvent) => {
      if (isIgnored(event) || areOff()) return;
      const row = document.activeElement?.closest<HTMLElement>('[data-row]');
      if (!act(event, row ?? null, last.current?.index ?? -1, shortcuts)) return;
      event.preventDefault();
      if (event.key === '?') setOpen(true);
    };
    document.addEventListener('focusin', focused);
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('focusin', focused);
      document.removeEventListener('keydown', pressed);
    };
  }, [shortcuts]);

  // The row that had the focus was decided and left the list: focus the row in its place.
  useEffect(() => {
    if (!last.current || rows.includes(last.current.id ?? '')) return;
    const left = allRows();
    const next = left[Math.min(last.current.index, left.length - 1)];
    last.current = null;
    const at = document.activeElement;
    if (!at || at === document.body || at.id === 'main') next?.focus();
  }, [rows]);

  return (
    <span className="hidden md:inline">
      <Button look="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Keyboard aria-hidden size={15} />
        Keyboard shortcuts
      </Button>
      {open && <Help shortcuts={[...fixedShortcuts, ...shortcuts]} onClose={() => setOpen(false)} />}
    </span>
  );
}

function Help({ shortcuts, onClose }: { shortcuts: readonly Shortcut[]; onClose: () => void }) {
  return (
    <Dialog
      title="Keyboard shortcuts"
      description="Active when you are not typing in a field."
      onClose={onClose}
    >
      <div className="px-5 pt-4">
        <ShortcutList shortcuts={shortcuts} />
      </div>
      <label className="flex items-center gap-2 px-5 pt-4 pb-5">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          defaultChecked={!areOff()}
          onChange={(event) => localStorage.setItem(store, event.target.checked ? 'on' : 'off')}
        />
        Turn on shortcuts in this browser
      </label>
    </Dialog>
  );
}

function allRows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')];
}

function isIgnored(event: KeyboardEvent): boolean {
  const at = event.target instanceof HTMLElement ? event.target : document.body;
  const isTyping = at.matches('input:not([type=checkbox]), textarea, select') || at.isContentEditable;
  const isHeld = event.repeat && !['j', 'k', 'ArrowDown', 'ArrowUp'].includes(event.key);
  return isTyping || isHeld || event.ctrlKey || event.metaKey || event.altKey || !!at.closest('dialog');
}

/** Runs the shortcut of a key. False when the key has none here. */
function act(
  { key }: KeyboardEvent,
  row: HTMLElement | null,
  lastIndex: number,
  shortcuts: readonly Shortcut[],
): boolean {
  if (key === '?') return true;
  const step =
    key === 'j' || (row && key === 'ArrowDown') ? 1 : key === 'k' || (row && key === 'ArrowUp') ? -1 : 0;
  if (step !== 0) {
    const rows = allRows();
    const from = row ? rows.indexOf(row) : lastIndex;
    rows[Math.max(0, Math.min(rows.length - 1, from + step))]?.focus();
    return true;
  }
  const shortcut = shortcuts.find((one) => one.key === key);
  if (shortcut?.bulk) return press(document.querySelector(`[data-bulk=${shortcut.bulk}]`));
  if (!row) return false;
  if (shortcut?.row) return press(row.querySelector(`button[aria-label^="${shortcut.row} "]`));
  if (key === 'x') return press(row.querySelector('[data-select]'));
  if (key === 'o' || (key === 'Enter' && row === document.activeElement))
    return press(row.querySelector('a'));
  return false;
}

function press(element: HTMLElement | null): boolean {
  element?.click();
  return element !== null;
}
