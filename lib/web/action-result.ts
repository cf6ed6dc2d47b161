import type { ErrorCode, Fault } from '@/lib/core/error';

/** What was refused, or broke, in words for the person who tried. */
export type Failure = {
  ok: false;
  /** `broken`: it was not refused, it failed */
  code: ErrorCode | 'broken';
  message: string;
  faults: readonly Fault[];
  /** the request it is about */
  requestId: string | null;
};

/** What a server action answers: what happened in words, and the value somebody waits for. */
export type ActionResult<T = null> = { ok: true; message: string; value: T } | Failure;
