'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Option } from './token-option';
import { type Search, useSearch } from './use-search';

type About = {
  search: Search<Option>;
  chosen: readonly Option[];
  onChange: (chosen: Option[]) => void;
};

/** The list below a field of tokens: what it has found, which option is highlighted, and what each key does. */
export function useTokenList({ search, chosen, onChange }: About) {
  const [query, setQuery] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [reached, setReached] = useState<number | null>(null);
  const [isTaking, setTaking] = useState(false);
  const isNone = useRef(false);
  const searchAll: Search<Option> = async (text) => {
    const result = await search(text);
    if (text === '') isNone.current = result?.length === 0;
    return result;
  };
  const { found, state } = useSearch(query, searchAll, isOpen);
  const isChosen = (option: Option) => chosen.some(({ id }) => id === option.id);
  const firstMatch = query.trim() === '' || state !== 'done' ? -1 : found.findIndex((one) => !isChosen(one));
  const active = reached ?? (firstMatch < 0 ? null : firstMatch);

  function close() {
    setOpen(false);
    setReached(null);
    setTaking(false);
  }
  function take(option: Option) {
    onChange(isChosen(option) ? chosen.filter(({ id }) => id !== option.id) : [...chosen, option]);
    setQuery('');
    close();
  }
  // Enter can be faster than the search: the first match is then taken when it comes.
  useEffect(() => {
    if (!isTaking || state === 'loading') return;
    setTaking(false);
    const match = active === null ? undefined : found[active];
    if (match) take(match);
  }, [isTaking, state]);

  function move(by: 1 | -1) {
    setOpen(true);
    const last = Math.max(0, found.length - 1);
    const next = active === null ? (by === 1 ? 0 : last) : active + by;
    setReached(next < 0 ? last : next > last ? 0 : next);
  }
  function confirm() {
    const option = active === null || state !== 'done' ? undefined : found[active];
    if (!isOpen) setOpen(true);
    else if (option) take(option);
    else if (query.trim() !== '' && state === 'loading') setTaking(true);
  }
  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    if (key === 'Backspace' && query === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: confirm, // never sends the form around it
      ...((isOpen || query !== '') && {
        Escape: () => {
          // Only the list is closed at first, not a dialog around it.
          if (!isOpen) setQuery('');
          close();
        },
      }),
    };
    const step = event.nativeEvent.isComposing ? undefined : steps[key];
    if (!step) return;
    event.preventDefault();
    step();
  }

  return {
    ...{ query, isOpen, found, state, active, close, take, onKeyDown },
    /** there is nothing to choose, whatever the query */
    isNone: isNone.current,
    open: () => setOpen(true),
    type(text: string) {
      setQuery(text);
      setReached(null);
      setTaking(false);
      setOpen(true);
    },
  };
}
