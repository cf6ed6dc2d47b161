import { setTimeout as wait } from 'node:timers/promises';
import { type Failure, isFailure } from '../failure';
import type { Api } from '../http/api';
import type { Connection } from './connection';
import {
  endByClock,
  endByRefusal,
  endByServer,
  endBySilence,
  type SessionEnd,
  type Watched,
} from './session-end';

/** Watches over a session: tells when it has to end. */
export type ConnectionMonitor = {
  /** Settles when the session has to end; never before. */
  ended: Promise<SessionEnd>;
  /** The server has vouched for the access until then, by a credential. */
  confirmUntil(time: Date): void;
  /** Stops watching, and settles nothing any more. */
  stop(): void;
};

const WATCH_SECONDS = 20;
/** On top of what the server waits. */
const WATCH_GRACE_MS = 10_000;
const RETRY_MS = 2000;
const CLOCK_MS = 250;
/** How long the server may take to confirm an end, or to say that access goes on by something else. */
const CONFIRM_MS = 2000;

/**
 * Watches a connection in two ways that don't need each other: the server is asked all the time, and answers
 * at once when the connection is closed; and a clock runs to the end that is known. A server that can't be
 * reached therefore never makes a session longer.
 */
export function monitorConnection(api: Api, connection: Connection): ConnectionMonitor {
  const stopped = new AbortController();
  const { signal } = stopped;
  let end = readTime(connection.accessExpirationTime);
  let confirmedUntil: Date | null = null;
  let isServerThere = true;

  /** Gives the end that the server tells of, or null while the connection is open. */
  async function ask(seconds: number, graceMs: number): Promise<SessionEnd | null> {
    const options = { timeoutMs: seconds * 1000 + graceMs, signal };
    const path = `connections/${connection.connectionId}/watch`;
    const watched = await api.post<Watched>(path, { seconds }, options);
    isServerThere = true;
    if (watched.state === 'Closed') return endByServer(connection, watched);
    end = readTime(watched.accessExpirationTime);
    return null;
  }

  async function watch(): Promise<SessionEnd> {
    for (;;) {
      try {
        const told = await ask(WATCH_SECONDS, WATCH_GRACE_MS);
        if (told) return told;
      } catch (error) {
        if (signal.aborted) throw error;
        // A refusal is an answer: whoever may not even ask has no access any more.
        if (isRefusal(error)) return endByRefusal(connection, error.message);
        isServerThere = false;
        await wait(RETRY_MS, undefined, { signal });
      }
    }
  }

  // In short steps, not by one long timer: a computer that slept would fire that too late.
  async function runClock(): Promise<SessionEnd> {
    for (;;) {
      const now = api.now();
      if (end && now >= end) {
        const overdue = now.getTime() - end.getTime();
        if (overdue > CONFIRM_MS) return endByClock(connection);
        // Only the server knows why, and whether access goes on by another policy.
        const told = await ask(0, CONFIRM_MS).catch(() => endByClock(connection));
        if (told) return told;
      }
      if (!end && !isServerThere && confirmedUntil && now >= confirmedUntil) return endBySilence(connection);
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
    stop: () => stopped.abort(),
  };
}

function isRefusal(error: unknown): error is Failure {
  return isFailure(error, 'not-signed-in', 'forbidden', 'not-found');
}

function readTime(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
