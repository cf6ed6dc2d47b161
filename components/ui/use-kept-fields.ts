'use client';

import { type RefObject, useContext, useEffect } from 'react';
import { changedFields, fillIn, keepFields, readFields, readKeptFields } from './kept-fields';
import { Owner } from './owner';
import { toast } from './toast';

/** Whether each form that is shown has something that was typed and not saved. */
const shown = new Set<() => boolean>();

/** Whether a form of the page has something that was typed and not saved. */
export function isTyping(): boolean {
  return [...shown].some((isChanged) => isChanged());
}

/**
 * Keeps what was typed into a form when the page is reloaded, for example because the server has a new version: it comes
 * back when the form is shown again. Closing the form drops it.
 *
 * @param name which form of the page it is; undefined keeps nothing
 * @param ready whether the fields can be filled in
 * @param saves how often the form was saved: what it then shows is no longer to be kept
 */
export function useKeptFields(
  ref: RefObject<HTMLFormElement | null>,
  { name, ready, saves }: { name: string | undefined; ready: boolean; saves: number },
): void {
  const owner = useContext(Owner);
  useEffect(() => {
    const form = ref.current;
    if (!form || !ready || name === undefined || owner === '') return;
    const key = `${window.location.pathname} ${name}`;
    const before = readFields(form);
    const changed = () => changedFields(before, readFields(form));
    const isChanged = () => changed().length > 0;
    const keep = () => keepFields(key, owner, changed());
    const stop = new AbortController();
    void restore(form, readKeptFields(key, owner), stop.signal);
    shown.add(isChanged);
    window.addEventListener('pagehide', keep, { signal: stop.signal });
    return () => {
      stop.abort();
      shown.delete(isChanged);
      keepFields(key, owner, []);
    };
  }, [ref, name, ready, saves, owner]);
}

/** One choice can bring further fields, which are filled in once they are there. */
async function restore(
  form: HTMLFormElement,
  kept: ReturnType<typeof readKeptFields>,
  signal: AbortSignal,
): Promise<void> {
  let left = kept;
  for (let round = 0; round < 3 && left.length > 0 && !signal.aborted; round++) {
    left = fillIn(form, left);
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (left.length < kept.length) toast('ok', 'What you typed before the page was reloaded is back.');
}
