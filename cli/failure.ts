/** The exit codes of the original client: scripts use 7 and 8 to find out why a session was closed. */
export const exitCode = { ok: 0, error: 1, policyEdited: 7, accessEnded: 8 } as const;

/** Details of an error in the API, beside its message. */
export type FailureDetails = {
  requestId?: string;
  targetId?: string;
  requestable?: boolean;
  candidates?: string[];
  allowedTargetUsers?: string[];
  allowedTargetGroups?: string[];
};

/**
 * An error that ends a command. `message` says what happened and what to do next; `code` is the error code of the
 * API, or one of zli's own, such as `usage`, `not-logged-in`, `server-unreachable` or `bad-answer`.
 */
export class Failure extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly details: FailureDetails;

  constructor(
    code: string,
    message: string,
    about: { exitCode?: number; details?: FailureDetails; cause?: unknown } = {},
  ) {
    super(message, { cause: about.cause });
    this.name = 'Failure';
    this.code = code;
    this.exitCode = about.exitCode ?? exitCode.error;
    this.details = about.details ?? {};
  }
}

/** Whether the same call can succeed soon: the server can't be reached, is busy, or got too many calls. */
export function isTransient(error: unknown): error is Failure {
  return isFailure(error, 'server-unreachable', 'busy', 'too-many-requests');
}

/** Whether an error is a `Failure` with one of these codes. */
export function isFailure(error: unknown, ...codes: string[]): error is Failure {
  return error instanceof Failure && codes.includes(error.code);
}
