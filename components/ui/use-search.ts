'use client';

import { useEffect, useState } from 'react';

/** Finds results for a query; null when it failed. */
export type Search<T> = (query: string) => Promise<readonly T[] | null>;

type Found<T> = { found: readonly T[]; state: 'loading' | 'done' | 'failed' };

const pause = 150; // milliseconds without typing before a search

/**
 * The results of a search; a late answer to an earlier query is dropped. Until the answer to the query has come, `state`
 * is `loading` and `found` is still of the query before. `on` is false until it is needed.
 */
export function useSearch<T>(typed: string, search: Search<T>, on = true): Found<T> {
  const query = typed.trim();
  const [answer, setAnswer] = useState<Found<T> & { query: string | null }>({
    query: null,
    found: [],
    state: 'loading',
  });
  // `search` does the same in every render: only a changed query searches again.
  useEffect(() => {
    if (!on) return;
    let stale = false;
    const timer = setTimeout(
      async () => {
        const result = await search(query).catch(() => null);
        if (stale) return;
        setAnswer({ query, found: result ?? [], state: result ? 'done' : 'failed' });
      },
      query === '' ? 0 : pause,
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query, on]);
  return { found: answer.found, state: answer.query === query ? answer.state : 'loading' };
}
