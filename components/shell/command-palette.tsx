'use client';

import { CornerDownLeft, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { SearchField } from 'react-aria-components/SearchField';
import { type Command, fixedCommands, matching } from './commands';
import { useSearchHits } from './use-search-hits';

type Props = { isAdmin: boolean; onClose: () => void };

/** Finds and opens a page, a command, or a target, person or policy by its name. */
export function CommandPalette({ isAdmin, onClose }: Props) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const found = useSearchHits(query);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector('input')?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const sections = [
    { id: 'go', name: 'Go to', commands: matching(fixedCommands(isAdmin), query) },
    { id: 'found', name: 'Results', commands: found.commands },
  ].filter(({ commands }) => commands.length > 0);
  const open = (id: string) => {
    const command = sections.flatMap(({ commands }) => commands).find((one) => one.id === id);
    if (!command) return;
    onClose();
    router.push(command.href);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too, this is the click beside it
    <dialog
      ref={dialog}
      aria-label="Search and commands"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
      className="mx-auto mt-[12dvh] mb-auto w-[36rem] max-w-[calc(100vw-2rem)] overflow-hidden rounded-xl border border-line bg-panel p-0 text-ink shadow-pop"
    >
      <Autocomplete inputValue={query} onInputChange={setQuery}>
        <SearchField
          aria-label="Search"
          className="flex items-center gap-2.5 border-b border-line px-4"
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose();
          }}
        >
          <Search aria-hidden size={16} className="shrink-0 text-muted" />
          <Input
            placeholder="Search pages, targets, people and policies"
            className="h-12 grow bg-transparent outline-none placeholder:text-faint [&::-webkit-search-cancel-button]:hidden"
          />
          <kbd className="rounded-md border border-line px-1.5 text-xs text-muted">Esc</kbd>
        </SearchField>
        <ListBox
          aria-label="Results"
          items={sections}
          onAction={(key) => open(String(key))}
          renderEmptyState={() => (
            <p className="px-3 py-6 text-center text-muted">
              {found.state === 'loading' ? 'Searching…' : 'No matches'}
            </p>
          )}
          className="h-[min(24rem,60dvh)] overflow-y-auto p-2 outline-none"
        >
          {(section) => (
            <ListBoxSection id={section.id}>
              <Header className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">{section.name}</Header>
              <Collection items={section.commands}>{(command) => <Item {...command} />}</Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </Autocomplete>
      <p role="status" className="border-t border-line px-4 py-2 text-xs text-muted">
        {found.state === 'failed'
          ? 'Could not reach the server, so only pages are shown. Keep typing to try again.'
          : '↑ ↓ to select, Enter to open'}
      </p>
    </dialog>
  );
}

function Item({ id, name, detail }: Command) {
  return (
    <ListBoxItem
      id={id}
      textValue={name}
      className="group flex cursor-pointer items-center gap-2 rounded-lg px-2.5 py-1.5 outline-none data-focused:bg-soft data-hovered:bg-soft"
    >
      <span className="min-w-0 grow truncate">
        <span className="font-medium">{name}</span> {detail && <span className="text-muted">{detail}</span>}
      </span>
      <CornerDownLeft
        aria-hidden
        size={14}
        className="invisible shrink-0 text-muted group-data-focused:visible"
      />
    </ListBoxItem>
  );
}
