'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { AdminWork as Work } from '@/lib/access/count-admin-work';

const secondsBetween = 5;
/** milliseconds until a call that gets no answer is given up */
const longestWait = 10_000;
const nothing: Work = { pending: 0, newestAt: null, stillOpen: 0, at: 0 };
const AdminWork = createContext<Work>(nothing);

/** What admins have to look at, as it is now. All zero for others. */
export function useAdminWork(): Work {
  return useContext(AdminWork);
}

/**
 * Keeps the numbers of `useAdminWork` current while the tab is visible, and puts the number of pending requests into
 * the title of the tab. `initial` comes with the page; null for people who are no admins.
 */
export function AdminWorkProvider({ initial, children }: { initial: Work | null; children: ReactNode }) {
  const [work, setWork] = useState(initial ?? nothing);
  const isAdmin = initial !== null;
  useEffect(() => setWork(initial ?? nothing), [initial]);
  useEffect(() => {
    if (!isAdmin) return;
    const update = async () => {
      if (document.visibilityState === 'hidden' && !wantsNotifications()) return;
      const fresh = await fetchWork();
      if (fresh === 'refused') stop();
      else if (fresh) setWork(fresh);
    };
    const stop = () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', update);
    };
    const timer = setInterval(update, secondsBetween * 1000);
    document.addEventListener('visibilitychange', update);
    return stop;
  }, [isAdmin]);
  useTitleCount(work.pending);
  useNotifications(work);
  return <AdminWork value={work}>{children}</AdminWork>;
}

/** Null when the server can't answer: the next time is soon. `refused` for a person who is no admin any more. */
async function fetchWork(): Promise<Work | 'refused' | null> {
  const response = await fetch('/work', { signal: AbortSignal.timeout(longestWait) }).catch(() => null);
  if (response?.status === 401 || response?.status === 403) return 'refused';
  return response?.ok ? ((await response.json()) as Work) : null;
}

/** Starts the title with the number, also after Next.js has changed it. */
function useTitleCount(count: number): void {
  useEffect(() => {
    const mark = () => {
      const plain = document.title.replace(/^\(\d+\) /, '');
      const title = count > 0 ? `(${count}) ${plain}` : plain;
      if (document.title !== title) document.title = title;
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [count]);
}

const stored = 'notify-of-requests';

/** Whether this browser shows a notification for each new request: its user turned that on, and the browser allows it. */
export function wantsNotifications(): boolean {
  return (
    typeof Notification !== 'undefined' &&
    Notification.permission === 'granted' &&
    localStorage.getItem(stored) === 'on'
  );
}

/** Turns notifications on or off. False when the browser does not allow them. */
export async function setNotifications(on: boolean): Promise<boolean> {
  if (on && (await Notification.requestPermission()) !== 'granted') return false;
  localStorage.setItem(stored, on ? 'on' : 'off');
  return true;
}

/** Shows a notification of a new request while the tab is in the background. It names nobody: others can see it. */
function useNotifications({ pending, newestAt }: Work): void {
  const [seenAt, setSeenAt] = useState(newestAt);
  useEffect(() => {
    if (newestAt === null || newestAt <= (seenAt ?? 0)) return;
    setSeenAt(newestAt);
    if (document.visibilityState === 'visible' || !wantsNotifications()) return;
    const shown = new Notification(pending === 1 ? '1 pending request' : `${pending} pending requests`, {
      body: 'Open the console to decide.',
      tag: stored,
    });
    shown.onclick = () => window.focus();
  }, [newestAt, seenAt, pending]);
}
