import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { withoutTokens } from '../logger';

/**
 * Why a call to Slack failed. `no-answer`: it may have been done. `server-error`: it probably was not.
 * `rate-limited`: it was not, retry after that many seconds. `invalid-token`: the token no longer works.
 * `rejected`: Slack gave a reason.
 */
export type SlackFailure =
  | { kind: 'no-answer' }
  | { kind: 'server-error'; code: string }
  | { kind: 'rate-limited'; seconds: number }
  | { kind: 'invalid-token'; code: string }
  | { kind: 'rejected'; code: string };

const tokenErrors = new Set([
  'account_inactive',
  'token_revoked',
  'invalid_auth',
  'not_authed',
  'token_expired',
]);

const serverErrors = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'update_failed',
  'external_channel_migrating',
]);

/** Classifies what a client threw. Throws it again when it is not about a call to Slack. */
export function toSlackFailure(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'rate-limited', seconds: error.retryAfter };
  if (error instanceof WebAPIRequestError) return { kind: 'no-answer' };
  if (error instanceof WebAPIHTTPError) return { kind: 'server-error', code: `http_${error.statusCode}` };
  if (error instanceof WebAPIPlatformError) return fromErrorCode(error.data.error);
  // A 429 without a Retry-After is a plain error in the library.
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return { kind: 'rate-limited', seconds: 30 };
  throw error;
}

/** A failure as a clause, for the console and the log. */
export function describeFailure(failure: SlackFailure): string {
  switch (failure.kind) {
    case 'no-answer':
      return 'Slack did not answer';
    case 'server-error':
      return `Slack returned an error: ${failure.code}`;
    case 'rate-limited':
      return `Slack’s rate limit applies for ${failure.seconds} seconds`;
    case 'invalid-token':
      return `Slack no longer accepts the token (${failure.code}): reinstall the app`;
    case 'rejected':
      return `Slack rejected the call: ${withoutTokens(failure.code)}`;
  }
}

/** Whether the same call can succeed later. */
export function isTransient(failure: SlackFailure): boolean {
  return failure.kind === 'no-answer' || failure.kind === 'server-error' || failure.kind === 'rate-limited';
}

function fromErrorCode(code: string): SlackFailure {
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'rate-limited', seconds: 30 };
  if (tokenErrors.has(code)) return { kind: 'invalid-token', code };
  return { kind: serverErrors.has(code) ? 'server-error' : 'rejected', code };
}
