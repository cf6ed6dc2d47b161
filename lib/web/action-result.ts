import type { ErrorCode, InputError } from '@/lib/core/error';

/** What was refused, or broke, in words for the person who tried. */
export type Failure = {
  ok: false;
  /** `broken`: it was not refused, it failed */
  code: ErrorCode | 'broken';
  message: string;
  faults: readonly InputError[];
  /** the request it is about */
  requestId: string | null;
};

/** What a server action returns: what happened in words, and the value that the page needs. */
export type ActionResult<T = null> = { ok: true; message: string; value: T } | Failure;

/** A success. `message` is empty where the page shows the value itself. */
export function done(message: string): ActionResult;
export function done<T>(message: string, value: T): ActionResult<T>;
export function done<T>(message: string, value: T | null = null): ActionResult<T | null> {
  return { ok: true, message, value };
}
