'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

/**
 * The time until `end`, counted down from `now` of the server's clock, so that the browser's clock does not
 * matter. At the end it reloads the page's data.
 */
export function TimeLeft({ end, now }: { end: Date; now: Date }) {
  const router = useRouter();
  const until = end.getTime();
  const from = now.getTime();
  const [left, setLeft] = useState(until - from);
  useEffect(() => {
    const since = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const rest = until - from - (performance.now() - since);
      setLeft(rest);
      if (rest <= 0) router.refresh();
      else timer = setTimeout(tick, rest < 120_000 ? 1000 : 10_000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [until, from, router]);
  return <span className="tabular-nums">{formatLeft(left)}</span>;
}

function formatLeft(milliseconds: number): string {
  if (milliseconds <= 0) return 'ended';
  if (milliseconds < 60_000) return `${Math.ceil(milliseconds / 1000)} s left`;
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min left`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''} left`;
}
