'use client';

import { useEffect, useState } from 'react';

/**
 * The selected ones of `rows`. The checkboxes themselves hold the state, so that they and the one for all work before the
 * page is hydrated. A row that leaves the list takes its checkbox with it.
 */
export function useSelection(
  rows: readonly string[],
): [selected: string[], selectAll: (on: boolean) => void] {
  const [checked, setChecked] = useState<string[]>([]);
  useEffect(() => {
    const read = () => setChecked(boxes().flatMap((box) => (box.checked ? box.value : [])));
    const all = document.querySelector<HTMLInputElement>('input[data-select-all]');
    if (all?.checked) selectAll(true);
    else read();
    document.addEventListener('change', read);
    return () => document.removeEventListener('change', read);
  }, []);
  function selectAll(on: boolean) {
    for (const box of boxes()) box.checked = on;
    setChecked(on ? boxes().map((box) => box.value) : []);
  }
  return [checked.filter((value) => rows.includes(value)), selectAll];
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[data-select]')];
}
