/** The exit codes of the original client: scripts rely on 7 and 8 to tell why a session was closed. */
export const exitCode = { ok: 0, error: 1, policyEdited: 7, accessEnded: 8 } as const;

/** What the server tells beside its sentence, where the fault has such details. */
export type FailureDetails = {
  requestId?: string;
  targetId?: string;
  requestable?: boolean;
  candidates?: string[];
  allowedTargetUsers?: string[];
  allowedTargetGroups?: string[];
};

/**
 * Whatever ends a command early. `message` is one sentence with the cure; `code` is the server's word for it,
 * or one of ours, such as `usage`, `not-logged-in`, `server-unreachable` or `bad-answer`.
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

/** Tells whether an error is a failure of this kind. */
export function isFailure(error: unknown, ...codes: string[]): error is Failure {
  return error instanceof Failure && codes.includes(error.code);
}
