import { randomBytes } from 'node:crypto';
import { AccessError, type ErrorCode } from '@/lib/core/error';
import { log } from '@/lib/log';
import type { Failure } from './action-result';

/** What the console adds to the words of a refusal. Every code is here, so a new one does not compile. */
const nextStep: Record<ErrorCode, string> = {
  'not-signed-in': ' Sign in again to go on.',
  forbidden: '',
  'not-linked': '',
  'not-found': '',
  invalid: '',
  'not-integrated': '',
  'not-requestable': '',
  'already-open': '',
  'already-decided': ' The page shows how it stands now.',
  'already-ended': ' The page shows how it stands now.',
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
 * What a person reads when `error` came out of what they did. A refusal speaks for itself; anything else is
 * logged under a reference that the person can pass on.
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
  const message = `Something went wrong on our side (reference ${reference}). Try again; if it stays, tell whoever runs this console.`;
  return { ok: false, code: 'broken', message, faults: [], requestId: null };
}
