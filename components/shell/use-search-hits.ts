'use client';

import { useSearch } from '@/components/ui/use-search';
import { searchConsoleAction } from '@/lib/web/actions/search';
import type { Command } from './commands';

type Found = { commands: readonly Command[]; state: 'looking' | 'done' | 'failed' };

/** What the server finds for the words; nothing for none. */
export function useSearchHits(typed: string): Found {
  const { found, state } = useSearch(typed, lookUp, typed.trim() !== '');
  return typed.trim() === '' ? { commands: [], state: 'done' } : { commands: found, state };
}

async function lookUp(words: string): Promise<Command[] | null> {
  const result = await searchConsoleAction({ words });
  return result.ok ? result.value : null;
}
