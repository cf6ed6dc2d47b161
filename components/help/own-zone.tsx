'use client';

import { useReady } from '@/components/ui/use-ready';

/** Says in which time zone the console shows times to this reader. */
export function OwnZone() {
  const ready = useReady();
  return <>Times are in {ready ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'}.</>;
}
