'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';

/**
 * Milliseconds until `end`, counted down from `now` of the server's clock, so that the browser's clock does not matter.
 * Calls `onEnd` when none are left.
 */
export function useTimeLeft(end: Date, now: Date, onEnd?: () => void): number {
  const until = end.getTime();
  const from = now.getTime();
  const [left, setLeft] = useState(until - from);
  const ended = useEffectEvent(() => onEnd?.());
  useEffect(() => {
    const since = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const rest = until - from - (performance.now() - since);
      setLeft(rest);
      if (rest <= 0) ended();
      else timer = setTimeout(tick, rest < 120_000 ? 1000 : 10_000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [until, from]);
  return left;
}

/**
 * The time until `end`, counted down from `now` of the server's clock, so that the browser's clock does not
 * matter. At the end it reloads the page's data. With `start`, a bar below it shows the part of the time that is left.
 */
export function TimeLeft({ end, now, start }: { end: Date; now: Date; start?: Date }) {
  const router = useRouter();
  const left = useTimeLeft(end, now, () => router.refresh());
  const text = <span className={`tabular-nums ${toneOf(left)}`}>{formatLeft(left)}</span>;
  if (!start) return text;
  const part = Math.max(0, Math.min(100, (left / (end.getTime() - start.getTime())) * 100));
  return (
    <span className={`block max-w-40 ${toneOf(left) || 'text-ok'}`}>
      {text}
      <svg
        aria-hidden="true"
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        className="mt-1 block h-1 w-full"
      >
        <rect width="100" height="4" className="fill-line" />
        <rect width={part} height="4" className="fill-current" />
      </svg>
    </span>
  );
}

/** Under ten minutes a warning, under two an alarm. */
function toneOf(milliseconds: number): string {
  if (milliseconds < 120_000) return 'text-bad';
  return milliseconds < 600_000 ? 'text-warn' : '';
}

function formatLeft(milliseconds: number): string {
  if (milliseconds <= 0) return 'ended';
  if (milliseconds < 60_000) return `${Math.ceil(milliseconds / 1000)} s left`;
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min left`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''} left`;
}
