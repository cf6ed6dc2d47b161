'use client';

import type { ReactNode } from 'react';
import { useReady } from './use-ready';

type Props = { onSubmit: () => void; className?: string; children: ReactNode };

/**
 * A form that an action saves. Its fields are disabled until the page is hydrated, because React forgets what was typed
 * into a controlled field before.
 */
export function Form({ onSubmit, className, children }: Props) {
  const ready = useReady();
  return (
    <form
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        // React passes it to the form around a dialog, too.
        event.stopPropagation();
        onSubmit();
      }}
    >
      <fieldset role="none" disabled={!ready} className="contents">
        {children}
      </fieldset>
    </form>
  );
}
