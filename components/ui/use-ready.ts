'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False until the page is hydrated. A button that waits for it loses no click, and no text mismatches. */
export function useReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
