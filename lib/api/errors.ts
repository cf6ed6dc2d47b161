import { randomBytes } from 'node:crypto';
import { AccessError, type ErrorCode } from '@/lib/core/error';
import { log } from '@/lib/log';

/** Every code is here, so a new one does not compile. */
const statuses: Record<ErrorCode, number> = {
  'not-signed-in': 401,
  forbidden: 403,
  'not-linked': 403,
  'no-access': 403,
  'user-not-allowed': 403,
  'not-found': 404,
  invalid: 400,
  'key-not-accepted': 400,
  'not-integrated': 409,
  'not-requestable': 409,
  'already-open': 409,
  'already-decided': 409,
  'already-ended': 409,
  'own-request': 409,
  'no-longer-covered': 409,
  'name-taken': 409,
  'changed-meanwhile': 409,
  'in-use': 409,
  ambiguous: 409,
  unreachable: 409,
};

/**
 * An error as the public API tells it: `{errorMsg, errorType}`, at an invalid input `errors` by field, and
 * what a program needs to go on. What was not foreseen is logged under a reference.
 */
export function errorResponse(error: unknown): Response {
  if (!(error instanceof AccessError)) {
    const reference = randomBytes(4).toString('hex');
    log().error({ err: error, reference }, 'a call of the API failed');
    const errorMsg = `Something went wrong on our side (reference ${reference}). Try again; if it stays, tell whoever runs this.`;
    return Response.json({ errorMsg, errorType: 'broken' }, { status: 500 });
  }
  const { code, message, faults, requestId, details } = error;
  const body = {
    errorMsg: message,
    errorType: code,
    ...(faults.length > 0 && { faults }),
    ...(code === 'invalid' && { errors: byField(faults) }),
    ...(requestId && { requestId }),
    ...details,
  };
  return Response.json(body, { status: statuses[code] });
}

function byField(faults: AccessError['faults']): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const { path, message } of faults) errors[path] = [...(errors[path] ?? []), message];
  return errors;
}
