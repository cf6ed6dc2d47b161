'use client';

import type { MouseEvent, ReactNode } from 'react';

const controls = 'a, button, input, select, textarea, label, summary, dialog, [role=dialog]';

/** The frame of a table. A click on a row opens the row's link with `data-opens`; the keyboard uses the link itself. */
export function RowOpener({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: repeats a link of the row
    <div className="rounded-xl border border-line bg-panel shadow-card" onClick={openRow}>
      {children}
    </div>
  );
}

function openRow(event: MouseEvent<HTMLDivElement>): void {
  // A dialog that a row opens is its child in React only.
  if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return;
  // Someone who selects text to copy it does not want to leave the page.
  if (event.target.closest(controls) || window.getSelection()?.toString()) return;
  const link = event.target.closest('tr')?.querySelector<HTMLAnchorElement>('a[data-opens]');
  if (!link) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, '_blank', 'noopener');
  else link.click();
}
