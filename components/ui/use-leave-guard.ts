'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

/** The part of the browser's Navigation API that this uses; older browsers have none. */
type Navigation = EventTarget & { traverseTo(key: string): void };
type NavigateEvent = Event & { navigationType: string; destination: { key: string } };

type Leave = () => void;

/**
 * Holds up what leaves the page while `isOn`: a link, the Back button, a reload. Returns how to go on, once something is
 * held up, and null before. A reload, or a page outside the app, gets the browser's own question.
 */
export function useLeaveGuard(isOn: boolean): { leave: Leave | null; stay: () => void } {
  const router = useRouter();
  const [leave, setLeave] = useState<Leave | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    if (!isOn) return;
    const { navigation } = window as unknown as { navigation?: Navigation };
    const holdUp = (event: Event, goOn: Leave) => {
      event.preventDefault();
      event.stopPropagation();
      setLeave(() => () => {
        isLeaving.current = true;
        goOn();
      });
    };
    const onUnload = (event: Event) => {
      if (!isLeaving.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const path = isLeaving.current ? null : pathOf(event);
      if (path) holdUp(event, () => router.push(path));
    };
    const onNavigate = (event: Event) => {
      const { navigationType, destination, cancelable } = event as NavigateEvent;
      if (isLeaving.current || navigationType !== 'traverse' || !cancelable) return;
      holdUp(event, () => navigation?.traverseTo(destination.key));
    };
    window.addEventListener('beforeunload', onUnload);
    window.addEventListener('click', onClick, true);
    navigation?.addEventListener('navigate', onNavigate);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      window.removeEventListener('click', onClick, true);
      navigation?.removeEventListener('navigate', onNavigate);
    };
  }, [isOn]);
  return { leave, stay: () => setLeave(null) };
}

/** The address in the app that a click in this tab leads to; null for any other click. */
function pathOf(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.hasAttribute('download')) return null;
  if (link.target !== '' && link.target !== '_self') return null;
  const url = new URL(link.href);
  const { origin, pathname, search } = window.location;
  if (url.origin !== origin || (url.pathname === pathname && url.search === search)) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
