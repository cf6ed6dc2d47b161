'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

/**
 * The time until `end`, counted down from `now` of the server's clock: a wrong clock here changes nothing.
 * At the end the page is read again.
 */
export function TimeLeft({ end, now }: { end: Date; now: Date }) {
  const router = useRouter();
  const until = end.getTime();
  const told = now.getTime();
  const [left, setLeft] = useState(until - told);
  useEffect(() => {
    const since = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const rest = until - told - (performance.now() - since);
      setLeft(rest);
      if (rest <= 0) router.refresh();
      else timer = setTimeout(tick, rest < 120_000 ? 1000 : 10_000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [until, told, router]);
  return <span className="tabular-nums">{sayLeft(left)}</span>;
}

function sayLeft(milliseconds: number): string {
  if (milliseconds <= 0) return 'ended';
  if (milliseconds < 60_000) return `${Math.ceil(milliseconds / 1000)} s left`;
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min left`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''} left`;
}
