'use client';

import { useEffect, useState } from 'react';

/**
 * Which of `rows` are ticked, as the page has them: the boxes are the browser's own and no script holds
 * their state, so they can be ticked before the page listens. The box of a row that went is gone.
 */
export function useSelection(
  rows: readonly string[],
): [selected: string[], selectAll: (on: boolean) => void] {
  const [ticked, setTicked] = useState<string[]>([]);
  useEffect(() => {
    const read = () => setTicked(boxes().flatMap((box) => (box.checked ? box.value : [])));
    read();
    document.addEventListener('change', read);
    return () => document.removeEventListener('change', read);
  }, []);
  function selectAll(on: boolean) {
    for (const box of boxes()) box.checked = on;
    setTicked(on ? boxes().map((box) => box.value) : []);
  }
  return [ticked.filter((value) => rows.includes(value)), selectAll];
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[data-select]')];
}
