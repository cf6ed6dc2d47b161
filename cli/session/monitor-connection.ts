import { setTimeout as wait } from 'node:timers/promises';
import { type Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { Connection } from './connection';
import { describeSoonEnd } from './describe-end';
import { makeEndNotices } from './end-notices';
import {
  endByClock,
  endByRefusal,
  endByServer,
  endUnconfirmed,
  type SessionEnd,
  type Watched,
} from './session-end';

/** Watches a connection and reports when its session has to end. */
export type ConnectionMonitor = {
  /** Resolves when the session has to end; never rejects. */
  ended: Promise<SessionEnd>;
  /** Records until when the server has confirmed the access by a credential. */
  confirmUntil(time: Date): void;
  /** Whether the server has closed the connection. */
  isClosed(): boolean;
  /** Stops watching; `ended` then stays pending. */
  stop(): void;
};

const WATCH_SECONDS = 20;
/** Time-out of the call, in addition to `WATCH_SECONDS`. */
const WATCH_GRACE_MS = 10_000;
const RETRY_MS = 2000;
const CLOCK_MS = 250;
/** How long the server can take to confirm the end, or to report that another policy still gives access. */
const CONFIRM_MS = 2000;

/**
 * Watches a connection in two independent ways: a long poll, which the server answers as soon as the connection is
 * closed, and a clock that runs to the known end. So an unreachable server never extends a session. `notify` gets a line
 * a few minutes before that end.
 */
export function monitorConnection(
  api: Api,
  connection: Connection,
  notify: (line: string) => void,
): ConnectionMonitor {
  const stopped = new AbortController();
  const { signal } = stopped;
  let end = readTime(connection.accessExpirationTime);
  let confirmedUntil: Date | null = null;
  let isReachable = true;
  let isClosed = false;
  const isNoticeDue = makeEndNotices(end, api.now());

  /** Returns null while the connection is open. */
  async function pollServer(seconds: number, graceMs: number): Promise<SessionEnd | null> {
    const options = { timeoutMs: seconds * 1000 + graceMs, signal };
    const path = `connections/${connection.connectionId}/watch`;
    const watched = await api.post<Watched>(path, { seconds }, options);
    isReachable = true;
    if (watched.state === 'Closed') {
      isClosed = true;
      return endByServer(connection, watched);
    }
    end = readTime(watched.accessExpirationTime);
    return null;
  }

  async function watch(): Promise<SessionEnd> {
    for (;;) {
      try {
        const end = await pollServer(WATCH_SECONDS, WATCH_GRACE_MS);
        if (end) return end;
      } catch (error) {
        if (signal.aborted) throw error;
        // A caller who can't watch the connection has no access to it.
        if (isRefusal(error)) return endByRefusal(connection, error.message);
        isReachable = false;
        await wait(RETRY_MS, undefined, { signal });
      }
    }
  }

  // In short steps, because timers stop while the computer sleeps.
  async function runClock(): Promise<SessionEnd> {
    for (;;) {
      const now = api.now();
      if (end && now >= end) {
        const overdue = now.getTime() - end.getTime();
        if (overdue > CONFIRM_MS) return endByClock(connection);
        // Only the server knows the reason, and whether another policy still gives access.
        const confirmed = await pollServer(0, CONFIRM_MS).catch(() => endByClock(connection));
        if (confirmed) return confirmed;
      }
      if (isNoticeDue(end, now) && end) notify(describeSoonEnd(connection, end, now));
      if (!end && !isReachable && confirmedUntil && now >= confirmedUntil) return endUnconfirmed(connection);
      await wait(CLOCK_MS, undefined, { signal });
    }
  }

  const ended = new Promise<SessionEnd>((resolve) => {
    const settle = (end: SessionEnd) => {
      if (!stopped.signal.aborted) resolve(end);
      stopped.abort();
    };
    watch().then(settle, () => {});
    runClock().then(settle, () => {});
  });
  return {
    ended,
    confirmUntil: (time) => {
      confirmedUntil = time;
    },
    isClosed: () => isClosed,
    stop: () => stopped.abort(),
  };
}

function isRefusal(error: unknown): error is Failure {
  return isFailure(error, 'not-signed-in', 'forbidden', 'not-found');
}

function readTime(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
