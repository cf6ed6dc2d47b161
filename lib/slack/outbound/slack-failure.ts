import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { withoutTokens } from '../logger';

/**
 * Why a call to Slack came to nothing. `silence`: no answer, so it may have been done. `broken`: an error
 * of the network's or of Slack's own, so it probably was not. `slow-down`: not done, come back after that
 * many seconds. `dead`: the token is good for nothing any more. `refused`: Slack said no, and why.
 */
export type SlackFailure =
  | { kind: 'silence' }
  | { kind: 'broken'; code: string }
  | { kind: 'slow-down'; seconds: number }
  | { kind: 'dead'; code: string }
  | { kind: 'refused'; code: string };

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

/** Reads what a client threw. Throws it again when it is not about a call to Slack. */
export function toSlackFailure(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'slow-down', seconds: error.retryAfter };
  if (error instanceof WebAPIRequestError) return { kind: 'silence' };
  if (error instanceof WebAPIHTTPError) return { kind: 'broken', code: `http_${error.statusCode}` };
  if (error instanceof WebAPIPlatformError) return fromErrorCode(error.data.error);
  // A 429 without a Retry-After is a plain error in the library.
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return { kind: 'slow-down', seconds: 30 };
  throw error;
}

/** What a failure is in words, for the console and the log. */
export function describeFailure(failure: SlackFailure): string {
  switch (failure.kind) {
    case 'silence':
      return 'Slack did not answer';
    case 'broken':
      return `Slack is out of order: ${failure.code}`;
    case 'slow-down':
      return `Slack asks to wait ${failure.seconds} seconds`;
    case 'dead':
      return `Slack no longer accepts our token (${failure.code}): integrate with Slack again`;
    case 'refused':
      return `Slack refused: ${withoutTokens(failure.code)}`;
  }
}

/** May the same call succeed a while later? */
export function isTransient(failure: SlackFailure): boolean {
  return failure.kind === 'silence' || failure.kind === 'broken' || failure.kind === 'slow-down';
}

function fromErrorCode(code: string): SlackFailure {
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'slow-down', seconds: 30 };
  if (tokenErrors.has(code)) return { kind: 'dead', code };
  return { kind: serverErrors.has(code) ? 'broken' : 'refused', code };
}
