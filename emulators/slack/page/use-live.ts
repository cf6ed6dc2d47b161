import { useCallback, useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../client-types';

/** Identifies the tab: modals open in the tab that caused them. */
const clientId = Math.random().toString(36).slice(2);

export type Live = {
  snapshot: Snapshot | 'loading' | 'unknown';
  notes: { id: number; text: string }[];
  note: (text: string) => void;
  send: <T = unknown>(action: string, body: object) => Promise<T>;
};

/** Keeps a person's view of a workspace up to date over server-sent events. */
export function useLive(teamId: string, userId: string): Live {
  const [snapshot, setSnapshot] = useState<Live['snapshot']>('loading');
  const [notes, setNotes] = useState<Live['notes']>([]);
  const query = new URLSearchParams({ team: teamId, user: userId, client: clientId }).toString();
  const requestCount = useRef(0);
  const shownRequest = useRef(0);

  const note = useCallback((text: string) => {
    const id = Date.now() + Math.random();
    setNotes((before) => [...before, { id, text }]);
    setTimeout(() => setNotes((before) => before.filter((each) => each.id !== id)), 8000);
  }, []);

  useEffect(() => {
    setSnapshot('loading');
    const look = async () => {
      requestCount.current += 1;
      const request = requestCount.current;
      const answer = await fetch(`/client/state?${query}`).catch(() => undefined);
      if (!answer) return;
      const next = answer.ok ? ((await answer.json()) as Snapshot) : 'unknown';
      // Responses can arrive out of order; an older one must not replace a newer one.
      if (request < shownRequest.current) return;
      shownRequest.current = request;
      setSnapshot(next);
    };
    const events = new EventSource(`/client/stream?${query}`);
    events.addEventListener('changed', look);
    events.addEventListener('note', (event) => note(JSON.parse(event.data)));
    look();
    return () => events.close();
  }, [query, note]);

  const send = useCallback(
    async <T>(action: string, body: object): Promise<T> => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`/client/${action}?${query}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return (await answer.json()) as T;
    },
    [query],
  );
  return { snapshot, notes, note, send };
}
