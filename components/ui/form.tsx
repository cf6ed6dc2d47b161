'use client';

import { type ReactNode, useRef } from 'react';
import { useKeptFields } from './use-kept-fields';
import { useReady } from './use-ready';

type Props = {
  onSubmit: () => void;
  /** which form of the page it is, to bring back what was typed after a reload; without it, nothing comes back */
  keptAs?: string;
  /** how often a form that stays was saved */
  saves?: number;
  className?: string;
  children: ReactNode;
};

/**
 * A form that an action saves. Its fields are disabled until the page is hydrated, because React forgets what was typed
 * into a controlled field before.
 */
export function Form({ onSubmit, keptAs, saves = 0, className, children }: Props) {
  const ready = useReady();
  const form = useRef<HTMLFormElement>(null);
  useKeptFields(form, { name: keptAs, ready, saves });
  return (
    <form
      ref={form}
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
