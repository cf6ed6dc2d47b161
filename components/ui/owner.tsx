'use client';

import { createContext, type ReactNode } from 'react';

/** The id of the signed-in person, who alone gets back what was typed in this browser tab; empty for nobody. */
export const Owner = createContext('');

export function OwnerProvider({ id, children }: { id: string; children: ReactNode }) {
  return <Owner value={id}>{children}</Owner>;
}
