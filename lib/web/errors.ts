import type { ErrorCode } from '@/lib/core/error';
import { describeUnexpectedError } from '@/lib/core/text/error';
import { errorReference, log } from '@/lib/log';
import { toAccessError } from '@/lib/to-access-error';
import type { Failure } from './action-result';

/** The next step that the console adds to the message of an error. */
const nextSteps: Partial<Record<ErrorCode, string>> = {
  'not-signed-in': ' Sign in again to continue.',
  'already-decided': ' This page now shows its current status.',
  'already-ended': ' This page now shows its current status.',
};

/**
 * The failure that a person reads. The message of an `AccessError` is shown; any other error is logged under a
 * reference, which the person can pass on.
 */
export function toFailure(thrown: unknown, doing: string): Failure {
  const error = toAccessError(thrown);
  if (error) {
    return {
      ok: false,
      code: error.code,
      message: `${error.message}${nextSteps[error.code] ?? ''}`,
      faults: error.faults,
      requestId: error.requestId ?? null,
    };
  }
  const reference = errorReference();
  log().error({ err: thrown, reference, doing }, 'an action in the console failed');
  const message = describeUnexpectedError(reference);
  return { ok: false, code: 'broken', message, faults: [], requestId: null };
}
