/** What went wrong, in words that never change; every surface maps all of them. */
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
  | 'unreachable';

/**
 * One fault of an input: where it is (`duration`, `childPolicies[0]`) and what to do about it. One that is an
 * issue of a policy has its code.
 */
export type InputError = { path: string; message: string; code?: string };

/** What a program needs to go on from an error; people read it in the message. */
export type ErrorDetails = {
  /** `name.environment` of each target that was meant */
  candidates?: readonly string[];
  allowedTargetUsers?: readonly string[];
  allowedTargetGroups?: readonly string[];
  targetId?: string;
  /** may it be asked for? */
  requestable?: boolean;
};

/**
 * The only error that people see. `message` is a complete sentence that says what to do next;
 * `faults` name the fields of an invalid input; `requestId` is the request it is about.
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
