/** Error codes never change. Every surface maps all of them. */
export type ErrorCode =
  | 'not-signed-in'
  | 'forbidden'
  | 'not-linked'
  | 'not-found'
  | 'invalid'
  | 'not-integrated'
  | 'not-requestable'
  | 'already-open'
  | 'already-decided'
  | 'already-ended'
  | 'own-request'
  | 'no-longer-covered'
  | 'name-taken'
  | 'changed-meanwhile'
  | 'in-use'
  | 'ambiguous'
  | 'no-access'
  | 'user-not-allowed'
  | 'key-not-accepted'
  | 'unreachable'
  | 'too-large'
  | 'too-many-requests'
  | 'busy';

/** What kind of refusal an error is; each is a status of HTTP. */
export type ErrorKind =
  | 'not-signed-in'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'too-large'
  | 'too-many-requests'
  | 'unavailable';

/** The kind of each code. A new code does not compile without one, so no surface can forget it. */
export const errorKinds: Record<ErrorCode, ErrorKind> = {
  'not-signed-in': 'not-signed-in',
  forbidden: 'forbidden',
  'not-linked': 'forbidden',
  'no-access': 'forbidden',
  'user-not-allowed': 'forbidden',
  'not-found': 'not-found',
  invalid: 'invalid',
  'key-not-accepted': 'invalid',
  'not-integrated': 'conflict',
  'not-requestable': 'conflict',
  'already-open': 'conflict',
  'already-decided': 'conflict',
  'already-ended': 'conflict',
  'own-request': 'conflict',
  'no-longer-covered': 'conflict',
  'name-taken': 'conflict',
  'changed-meanwhile': 'conflict',
  'in-use': 'conflict',
  ambiguous: 'conflict',
  unreachable: 'conflict',
  'too-large': 'too-large',
  'too-many-requests': 'too-many-requests',
  busy: 'unavailable',
};

/**
 * One error in an input: the path of the field (`duration`, `childPolicies[0]`) and what to do about it. `code` is set
 * if the error is a policy issue.
 */
export type InputError = { path: string; message: string; code?: string };

/** What a program needs to handle an error. People read the same in the message. */
export type ErrorDetails = {
  /** `name.environment` of each target that an ambiguous name can mean */
  candidates?: readonly string[];
  allowedTargetUsers?: readonly string[];
  allowedTargetGroups?: readonly string[];
  targetId?: string;
  /** whether the person can request access to it */
  requestable?: boolean;
  /** in how many seconds the call can succeed */
  retryAfter?: number;
};

/**
 * The only error that people see. `message` is a complete sentence that says what to do next, `faults` has the errors of
 * an invalid input by field, and `requestId` is the request that the error is about.
 */
export class AccessError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly InputError[];
  readonly requestId: string | undefined;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    about: { faults?: readonly InputError[]; requestId?: string; details?: ErrorDetails } = {},
  ) {
    super(message);
    this.name = 'AccessError';
    this.code = code;
    this.faults = about.faults ?? [];
    this.requestId = about.requestId;
    this.details = about.details ?? {};
  }
}
