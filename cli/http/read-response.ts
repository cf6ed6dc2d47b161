import { Failure, type FailureDetails } from '../failure';

type ErrorBody = FailureDetails & {
  errorMsg?: string;
  errorType?: string;
  errors?: Record<string, string[]>;
};

/**
 * Reads a response of the API.
 *
 * Throws a `Failure` with the message of the API, or one of zli's own if it sent none.
 */
export function readResponse(server: string, status: number, contentType: string, text: string): unknown {
  if (status === 204 || (status < 300 && text === '')) return null;
  if (!contentType.includes('json'))
    throw new Failure(
      status >= 500 ? 'server-unreachable' : 'bad-answer',
      `Unexpected response from ${server} (status ${status}). Check the address: zli login --server https://…`,
    );
  const body = parseWithoutControls(text);
  if (status < 300) return body;
  throw readFailure(status, (body ?? {}) as ErrorBody);
}

function readFailure(status: number, body: ErrorBody): Failure {
  if (status === 401) return new Failure('not-signed-in', 'Your login has expired. Run: zli login');
  const { errorMsg, errorType, errors, ...details } = body;
  const fields = Object.values(errors ?? {}).flat();
  const message = errorMsg || fields.join(' ') || `The server responded with status ${status}. Try again.`;
  return new Failure(errorType ?? `status-${status}`, withLists(message, details), { details });
}

// Some messages of the API already contain the list.
function withLists(message: string, details: FailureDetails): string {
  const lists: [string, string[] | undefined][] = [
    ['Allowed target users', details.allowedTargetUsers],
    ['Allowed target groups', details.allowedTargetGroups],
    ['Matching targets', details.candidates],
  ];
  const missing = lists.flatMap(([label, names]) =>
    names && names.length > 0 && !names.every((name) => message.includes(name))
      ? [`${label}: ${names.join(', ')}.`]
      : [],
  );
  return [message, ...missing].join(' ');
}

/** Controls, and characters that change the order of the text around them. */
const CONTROL = /(?![\n\t])[\p{Control}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** One of these, or a JSON escape that can stand for one. */
const MAY_HAVE_CONTROL = /\\[ubfr]|[\p{Control}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/**
 * Parses JSON and removes control characters from its strings. Names and reasons come from other people, and a
 * terminal would execute escape sequences in them.
 */
function parseWithoutControls(text: string): unknown {
  try {
    if (!MAY_HAVE_CONTROL.test(text)) return JSON.parse(text);
    return JSON.parse(text, (_, value) => (typeof value === 'string' ? value.replace(CONTROL, '') : value));
  } catch (cause) {
    throw new Failure('bad-answer', 'The server sent an invalid response. Try again.', { cause });
  }
}
