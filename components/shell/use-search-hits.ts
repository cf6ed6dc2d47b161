'use client';

import { useSearch } from '@/components/ui/use-search';
import { searchConsoleAction } from '@/lib/web/actions/search';
import type { Command } from './commands';

type Found = { commands: readonly Command[]; state: 'loading' | 'done' | 'failed' };

/** What the server finds for a query; nothing for an empty one. */
export function useSearchHits(query: string): Found {
  const { found, state } = useSearch(query, search, query.trim() !== '');
  return query.trim() === '' ? { commands: [], state: 'done' } : { commands: found, state };
}

async function search(query: string): Promise<Command[] | null> {
  const result = await searchConsoleAction({ query });
  return result.ok ? result.value : null;
}
