'use client';

import { useEffect, useState } from 'react';
import { searchConsoleAction } from '@/lib/web/actions/search-console';
import type { Command } from './commands';

type Found = { words: string; commands: readonly Command[]; state: 'looking' | 'done' | 'failed' };

const pause = 150; // milliseconds without a key, so that a word is searched once

/** What the server finds for the words; a later answer never gives way to an earlier one. */
export function useFound(typed: string): Found {
  const words = typed.trim();
  const [found, setFound] = useState<Found>({ words: '', commands: [], state: 'done' });
  useEffect(() => {
    if (words === '') return setFound({ words, commands: [], state: 'done' });
    let stale = false;
    setFound((before) => ({ ...before, state: 'looking' }));
    const timer = setTimeout(async () => {
      const result = await searchConsoleAction({ words }).catch(() => null);
      if (stale) return;
      setFound(
        result?.ok
          ? { words, commands: result.value, state: 'done' }
          : { words, commands: [], state: 'failed' },
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [words]);
  return found;
}
