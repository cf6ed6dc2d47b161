import { type AccessError, type ErrorKind, errorKinds } from '@/lib/core/error';
import { describeUnexpectedError } from '@/lib/core/text/error';
import { errorReference, log } from '@/lib/log';
import { toAccessError } from '@/lib/to-access-error';

const statuses: Record<ErrorKind, number> = {
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  invalid: 400,
  conflict: 409,
  'too-large': 413,
  'too-many-requests': 429,
  unavailable: 503,
};

type HttpStatus = 405 | 409 | 412 | 415 | 422 | 501;

/** A refusal that only HTTP knows: no use case throws it. */
export class HttpError extends Error {
  readonly status: HttpStatus;
  readonly errorType: string;
  readonly headers: Record<string, string>;

  constructor(status: HttpStatus, errorType: string, message: string, headers = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.errorType = errorType;
    this.headers = headers;
  }
}

/** What others could read of an error, such as a name, stays out of every cache. */
const unstored = { 'cache-control': 'no-store' };

/**
 * An error as the public API tells it: `{errorMsg, errorType}`, at an invalid input `errors` by field, and
 * what a program needs to go on. What was not foreseen is logged under a reference.
 */
export function errorResponse(thrown: unknown): Response {
  if (thrown instanceof HttpError) {
    const { status, errorType, message: errorMsg, headers } = thrown;
    return Response.json({ errorMsg, errorType }, { status, headers: { ...unstored, ...headers } });
  }
  const error = toAccessError(thrown);
  if (!error) {
    const reference = errorReference();
    log().error({ err: thrown, reference }, 'a call of the API failed');
    const errorMsg = describeUnexpectedError(reference);
    return Response.json({ errorMsg, errorType: 'broken' }, { status: 500, headers: unstored });
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
  const { retryAfter } = details;
  const headers = { ...unstored, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) };
  return Response.json(body, { status: statuses[errorKinds[code]], headers });
}

function byField(faults: AccessError['faults']): Record<string, string[]> {
  const errors = new Map<string, string[]>();
  for (const { path, message } of faults) errors.set(path, [...(errors.get(path) ?? []), message]);
  return Object.fromEntries(errors);
}
