import type { ErrorCode, InputError } from '@/lib/core/error';

/** A refusal or a failure of an action, for people. */
export type Failure = {
  ok: false;
  /** `broken`: an unexpected error; `unanswered`: the action was not answered, perhaps not called */
  code: ErrorCode | 'broken' | 'unanswered';
  message: string;
  faults: readonly InputError[];
  /** the request that the failure refers to */
  requestId: string | null;
};

/** What a server action returns: a message for people, and the value that the page needs. */
export type ActionResult<T = null> = { ok: true; message: string; value: T } | Failure;

/** A success. `message` is empty where the page shows the value itself. */
export function done(message: string): ActionResult;
export function done<T>(message: string, value: T): ActionResult<T>;
export function done<T>(message: string, value: T | null = null): ActionResult<T | null> {
  return { ok: true, message, value };
}
