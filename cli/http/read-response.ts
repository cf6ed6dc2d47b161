import { Failure, type FailureDetails } from '../failure';

type ErrorBody = FailureDetails & {
  errorMsg?: string;
  errorType?: string;
  errors?: Record<string, string[]>;
};

/**
 * Reads what the server answered.
 *
 * @throws Failure with the server's own sentence, or with ours where it has none.
 */
export function readResponse(server: string, status: number, contentType: string, text: string): unknown {
  if (status === 204 || (status < 300 && text === '')) return null;
  if (!contentType.includes('json'))
    throw new Failure(
      status >= 500 ? 'server-unreachable' : 'bad-answer',
      `${server} answered ${status}, and not as the product does. Check the address (zli login --server …).`,
    );
  const body = parseHarmless(text);
  if (status < 300) return body;
  throw readFailure(status, (body ?? {}) as ErrorBody);
}

function readFailure(status: number, body: ErrorBody): Failure {
  if (status === 401) return new Failure('not-signed-in', 'Your login has ended. Run zli login.');
  const { errorMsg, errorType, errors, ...details } = body;
  const fields = Object.values(errors ?? {}).flat();
  const sentence = errorMsg || fields.join(' ') || `The server answered ${status}. Try again in a moment.`;
  return new Failure(errorType ?? `status-${status}`, withLists(sentence, details), { details });
}

// The lists are part of the cure; the sentence has them already where the server wrote them out.
function withLists(sentence: string, details: FailureDetails): string {
  const lists: [string, string[] | undefined][] = [
    ['Allowed target users', details.allowedTargetUsers],
    ['Allowed target groups', details.allowedTargetGroups],
    ['There are', details.candidates],
  ];
  const missing = lists.flatMap(([label, names]) =>
    names && names.length > 0 && !names.every((name) => sentence.includes(name))
      ? [`${label}: ${names.join(', ')}.`]
      : [],
  );
  return [sentence, ...missing].join(' ');
}

const CONTROL = /(?![\n\t])\p{Control}/gu;
/** Escapes that may stand for one, or one as it is. */
const MAY_HAVE_CONTROL = /\\[ubfr]|\p{Control}/u;

/**
 * JSON without control characters in its texts. Names and reasons come from other people and end on a
 * terminal, which would obey what is written in them.
 */
function parseHarmless(text: string): unknown {
  try {
    if (!MAY_HAVE_CONTROL.test(text)) return JSON.parse(text);
    return JSON.parse(text, (_, value) => (typeof value === 'string' ? value.replace(CONTROL, '') : value));
  } catch (cause) {
    throw new Failure('bad-answer', "The server's answer is broken. Try again in a moment.", { cause });
  }
}
