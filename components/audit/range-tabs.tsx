'use client';

import { LinkTabs } from '@/components/ui/tabs';
import { useReady } from '@/components/ui/use-ready';
import type { AuditFilters } from '@/lib/web/filters/audit-filter';
import { dayIn } from '@/lib/web/filters/local-day';

const ranges = [
  { name: 'Today', days: 1 },
  { name: '7 days', days: 7 },
  { name: '30 days', days: 30 },
];

/** The whole log, or its last days in the reader's time zone, with the other filters kept. UTC until hydration. */
export function RangeTabs({ filters }: { filters: AuditFilters }) {
  const ready = useReady();
  const timeZone = ready ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC';
  const { from, to, zone, ...others } = filters;
  const inZone = (zone ?? 'UTC') === timeZone;
  return (
    <LinkTabs
      label="Time range"
      tabs={[
        ...ranges.map(({ name, days }) => {
          const first = dayIn(timeZone, new Date(), 1 - days);
          return {
            name,
            href: `/audit?${new URLSearchParams({ ...others, from: first, zone: timeZone })}`,
            current: !to && from === first && inZone,
          };
        }),
        { name: 'All', href: `/audit?${new URLSearchParams(others)}`, current: !from && !to },
      ]}
    />
  );
}
