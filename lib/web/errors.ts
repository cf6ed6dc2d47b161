import { randomBytes } from 'node:crypto';
import { AccessError, type ErrorCode } from '@/lib/core/error';
import { log } from '@/lib/log';
import type { Failure } from './action-result';

/** The next step that the console adds to a refusal. The type requires an entry for a new code. */
const nextStep: Record<ErrorCode, string> = {
  'not-signed-in': ' Sign in again to continue.',
  forbidden: '',
  'not-linked': '',
  'not-found': '',
  invalid: '',
  'not-integrated': '',
  'not-requestable': '',
  'already-open': '',
  'already-decided': ' This page now shows its current status.',
  'already-ended': ' This page now shows its current status.',
  'own-request': '',
  'no-longer-covered': '',
  'name-taken': '',
  'changed-meanwhile': '',
  'in-use': '',
  ambiguous: '',
  'no-access': '',
  'user-not-allowed': '',
  'key-not-accepted': '',
  unreachable: '',
};

/**
 * The failure that a person reads. The message of an `AccessError` is shown; any other error is logged under a
 * reference, which the person can pass on.
 */
export function toFailure(error: unknown, doing: string): Failure {
  if (error instanceof AccessError) {
    return {
      ok: false,
      code: error.code,
      message: `${error.message}${nextStep[error.code]}`,
      faults: error.faults,
      requestId: error.requestId ?? null,
    };
  }
  const reference = randomBytes(4).toString('hex');
  log().error({ err: error, reference, doing }, 'an action in the console failed');
  const message = `Something went wrong. Try again. If this keeps happening, contact your administrator with reference ${reference}.`;
  return { ok: false, code: 'broken', message, faults: [], requestId: null };
}
