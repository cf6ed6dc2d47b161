'use client';

import { Keyboard } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/** What a key presses: in the row that has the focus the button whose name begins so, or one of the bar. */
export type QueueKey = { key: string; says: string; row?: string; bulk?: string };

const moves: readonly QueueKey[] = [
  { key: 'j', says: 'Next row, also ↓ in a row' },
  { key: 'k', says: 'Row before, also ↑ in a row' },
  { key: 'o', says: 'Open the request, also Enter' },
];
const select: QueueKey = { key: 'x', says: 'Select the row, or not' };
const help: QueueKey = { key: '?', says: 'Show these keys' };

// Somebody who speaks to their computer, or rests a hand on it, switches them off (WCAG 2.1.4).
const store = 'queue-keys';
const areOff = () => localStorage.getItem(store) === 'off';

/**
 * Decisions by keyboard, for a list whose rows carry `data-row`. Keys press the very buttons that are there,
 * so that they can do nothing else than these; `rows` is which rows there are.
 */
export function QueueKeys({ rows, keys }: { rows: string; keys: readonly QueueKey[] }) {
  const [open, setOpen] = useState(false);
  const last = useRef<{ id: string | undefined; index: number }>(null);

  useEffect(() => {
    const focused = () => {
      const row = document.activeElement?.closest<HTMLElement>('[data-row]');
      if (row) last.current = { id: row.dataset.row, index: allRows().indexOf(row) };
    };
    const pressed = (event: KeyboardEvent) => {
      if (isElsewhere(event) || areOff()) return;
      const row = document.activeElement?.closest<HTMLElement>('[data-row]');
      if (!act(event, row ?? null, last.current?.index ?? -1, keys)) return;
      event.preventDefault();
      if (event.key === '?') setOpen(true);
    };
    document.addEventListener('focusin', focused);
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('focusin', focused);
      document.removeEventListener('keydown', pressed);
    };
  }, [keys]);

  // A row that was decided is gone, and its focus with it: the work goes on at the one in its place.
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
        Keys
      </Button>
      {open && <Help keys={[...moves, ...keys, select, help]} onClose={() => setOpen(false)} />}
    </span>
  );
}

function Help({ keys, onClose }: { keys: readonly QueueKey[]; onClose: () => void }) {
  return (
    <Dialog title="Keys" description="They work while no field has the focus." onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 px-5 pt-4">
        {keys.map(({ key, says }) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-block min-w-6 rounded-md border border-edge px-1.5 text-center font-mono text-xs leading-5">
                {key === key.toLowerCase() ? key : `Shift ${key}`}
              </kbd>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <label className="flex items-center gap-2 px-5 pt-4 pb-5">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          defaultChecked={!areOff()}
          onChange={(event) => localStorage.setItem(store, event.target.checked ? 'on' : 'off')}
        />
        Use these keys in this browser
      </label>
    </Dialog>
  );
}

function allRows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')];
}

function isElsewhere(event: KeyboardEvent): boolean {
  const at = event.target instanceof HTMLElement ? event.target : document.body;
  const types = at.matches('input:not([type=checkbox]), textarea, select') || at.isContentEditable;
  const asked = event.repeat && !['j', 'k', 'ArrowDown', 'ArrowUp'].includes(event.key);
  return types || asked || event.ctrlKey || event.metaKey || event.altKey || !!at.closest('dialog');
}

/** Does what a key is for. False when it is for nothing here. */
function act(
  { key }: KeyboardEvent,
  row: HTMLElement | null,
  lastIndex: number,
  keys: readonly QueueKey[],
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
  const own = keys.find((one) => one.key === key);
  if (own?.bulk) return press(document.querySelector(`[data-bulk=${own.bulk}]`));
  if (!row) return false;
  if (own?.row) return press(row.querySelector(`button[aria-label^="${own.row} "]`));
  if (key === 'x') return press(row.querySelector('[data-select]'));
  if (key === 'o' || (key === 'Enter' && row === document.activeElement))
    return press(row.querySelector('a'));
  return false;
}

function press(element: HTMLElement | null): boolean {
  element?.click();
  return element !== null;
}
