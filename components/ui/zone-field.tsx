'use client';

import { useReady } from './use-ready';

/** Sends the reader's time zone with a form, in which its days are meant. UTC where no script runs. */
export function ZoneField() {
  const ready = useReady();
  return (
    <input
      type="hidden"
      name="zone"
      value={ready ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'}
    />
  );
}
