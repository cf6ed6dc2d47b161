import { unstable_isUnrecognizedActionError as isUnrecognizedAction } from 'next/navigation';
import type { Failure } from './action-result';

export const serverUnreachable = 'Could not reach the server. Check your connection and try again.';

/** For an answer that the server does not give. */
export const answeredByProxy =
  'The server did not answer this itself: a proxy in front of it did, or it restarts. Try again, and tell an administrator if it happens again.';

/** What Next says about an answer that is neither an action's nor a text. */
const unexpectedAnswer = 'An unexpected response was received from the server.';

/**
 * The failure of a call of a server action that was rejected, for people.
 *
 * @param error what Next's client rejects the call with: a TypeError of `fetch`, an UnrecognizedActionError for an action
 * that the server does not have, or an Error with the text of a refusal
 * (next/dist/client/components/router-reducer/reducers/server-action-reducer.js)
 */
export function callFailure(error: unknown): Failure {
  return { ok: false, code: 'unanswered', message: describe(error), faults: [], requestId: null };
}

function describe(error: unknown): string {
  if (isUnrecognizedAction(error))
    return 'This page is from another version of the console. Reload it, and try again: its forms keep what you typed.';
  if (!(error instanceof Error) || error instanceof TypeError) return serverUnreachable;
  if (error.message === unexpectedAnswer) return answeredByProxy;
  if ('digest' in error) return 'The server failed. Reload the page and try again.';
  return error.message;
}
