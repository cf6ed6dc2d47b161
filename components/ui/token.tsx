'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = { label: string; icon?: ReactNode; mono?: boolean; onRemove: () => void };

/** A chosen value, with a button to remove it. */
export function Token({ label, icon, mono, onRemove }: Props) {
  return (
    <li className="inline-flex max-w-full items-center gap-1.5 rounded-[7px] border border-line bg-panel pl-2 font-medium">
      {icon}
      <span className={`min-w-0 break-all ${mono ? 'font-mono text-xs leading-[1.3125rem]' : ''}`}>
        {label}
      </span>
      <button
        type="button"
        aria-label={`Remove ${label}`}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-md text-muted hover:text-ink"
      >
        <X aria-hidden size={13} />
      </button>
    </li>
  );
}
