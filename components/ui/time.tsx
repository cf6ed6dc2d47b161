'use client';

import { useReady } from './use-ready';

const shapes = {
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  second: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Props = {
  at: Date;
  show?: keyof typeof shapes;
  /** shows the time relative to it: `3 min ago` */
  now?: Date;
};

/**
 * A time in the reader's time zone and the browser's language (UTC and English until the page is hydrated), with the
 * exact time as its title.
 */
export function Time({ at, show = 'moment', now }: Props) {
  const ready = useReady();
  const zone = ready ? {} : { timeZone: 'UTC' };
  const locale = ready ? undefined : 'en-US';
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', ...zone }).format(at);
  const plain = new Intl.DateTimeFormat(locale, { ...shapes[show], ...zone }).format(at);
  return (
    <time dateTime={at.toISOString()} title={exact} className="whitespace-nowrap">
      {now ? formatAgo(at, now) : plain}
    </time>
  );
}

function formatAgo(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor(minutes / 1440);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}
