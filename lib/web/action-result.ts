import type { ErrorCode, InputError } from '@/lib/core/error';

/** A refusal or a failure of an action, for people. */
export type Failure = {
  ok: false;
  /** `broken`: an unexpected error */
  code: ErrorCode | 'broken';
  message: string;
  faults: readonly InputError[];
  /** the request that the failure refers to */
  requestId: string | null;
};

/** What a server action returns: a message for people, and the value that the page needs. */
export type ActionResult<T = null> = { ok: true; message: string; value: T } | Failure;

/** The failure of a call that got no response. */
export const serverUnreachable: Failure = {
  ok: false,
  code: 'broken',
  message: 'Could not reach the server. Check your connection and try again.',
  faults: [],
  requestId: null,
};

/** A success. `message` is empty where the page shows the value itself. */
export function done(message: string): ActionResult;
export function done<T>(message: string, value: T): ActionResult<T>;
export function done<T>(message: string, value: T | null = null): ActionResult<T | null> {
  return { ok: true, message, value };
}
