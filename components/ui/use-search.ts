'use client';

import { useEffect, useState } from 'react';

/** Looks for what has some words; null when it could not look. */
export type Search<T> = (words: string) => Promise<readonly T[] | null>;

type Found<T> = { found: readonly T[]; state: 'looking' | 'done' | 'failed' };

const pause = 150; // milliseconds without a key, so that a word is searched once

/** What a search finds for the words; a later answer never gives way to an earlier one. */
export function useSearch<T>(typed: string, search: Search<T>, on = true): Found<T> {
  const words = typed.trim();
  const [found, setFound] = useState<Found<T>>({ found: [], state: 'looking' });
  // What searches is the same for as long as a field stands: only the words start another search.
  useEffect(() => {
    if (!on) return;
    let stale = false;
    setFound((before) => ({ ...before, state: 'looking' }));
    const timer = setTimeout(
      async () => {
        const result = await search(words).catch(() => null);
        if (stale) return;
        setFound(result ? { found: result, state: 'done' } : { found: [], state: 'failed' });
      },
      words === '' ? 0 : pause,
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [words, on]);
  return found;
}
