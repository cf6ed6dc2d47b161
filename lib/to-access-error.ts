import { AccessError } from './core/error';
import { describeBusy } from './core/text/error';
import { isUnavailable } from './is-unavailable';
import { log } from './log';

/** A database that restarts is back by then, and PostgreSQL has ended a transaction whose process stopped. Seconds. */
const retryAfter = 5;

/**
 * The error that a person or a program reads: the refusal of a use case, or `busy` where the database is busy or does not
 * answer. Null for an error that nobody foresaw.
 */
export function toAccessError(error: unknown): AccessError | null {
  if (error instanceof AccessError) return error;
  if (!isUnavailable(error)) return null;
  log().warn({ why: error instanceof Error ? error.message : String(error) }, 'the database is busy');
  return new AccessError('busy', describeBusy(), { details: { retryAfter } });
}
