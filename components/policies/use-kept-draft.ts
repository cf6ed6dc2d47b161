'use client';

import { useEffect, useState } from 'react';
import type { Names } from './draft';
import { dropDraft, type KeptDraft, keepDraft, readKeptDraft } from './kept-draft';

type About = Omit<KeptDraft, 'choices' | 'keptAt'> & {
  /** which editor it is; drafts of other editors are kept apart */
  key: string;
  /** the id of the signed-in person */
  owner: string;
  names: Names;
  isDirty: boolean;
  /** gets what an earlier visit has kept, once the page is hydrated */
  onFound: (kept: KeptDraft) => void;
};

/** Keeps the draft of an editor in this browser tab for as long as it has unsaved changes. */
export function useKeptDraft({ key, owner, names, isDirty, onFound, ...state }: About): void {
  const [hasLooked, setLooked] = useState(false);
  useEffect(() => {
    const kept = readKeptDraft(key, owner);
    if (kept) onFound(kept);
    setLooked(true);
  }, []);
  useEffect(() => {
    if (!hasLooked) return;
    if (isDirty) keepDraft(key, owner, { ...state, keptAt: new Date() }, names);
    else dropDraft(key);
  }, [hasLooked, isDirty, state.draft, state.base, names]);
}
