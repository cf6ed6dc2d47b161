'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useReady } from '@/components/ui/use-ready';

// Loaded at first use, because it is larger than the rest of a page.
const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), {
  ssr: false,
});

/** Opens the command palette, also with Ctrl-K or ⌘K. */
export function CommandButton({ isAdmin }: { isAdmin: boolean }) {
  const [open, setOpen] = useState(false);
  const ready = useReady();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-label="Search or jump to …"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        title="Search or jump to (Ctrl K)"
        disabled={!ready}
        onClick={() => setOpen(true)}
        className="flex h-8 items-center gap-2 rounded-lg px-2 text-muted hover:bg-soft hover:text-ink lg:w-72 lg:border lg:border-line lg:bg-bg"
      >
        <Search aria-hidden size={16} />
        <span className="hidden grow text-left lg:block">Search or jump to …</span>
        <kbd className="hidden text-xs lg:block">Ctrl K</kbd>
      </button>
      {open && <CommandPalette isAdmin={isAdmin} onClose={() => setOpen(false)} />}
    </>
  );
}
