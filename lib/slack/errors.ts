import type { ErrorCode, InputError } from '@/lib/core/error';
import { describeUnexpectedError } from '@/lib/core/text/error';
import { errorReference, log } from '@/lib/log';
import { toAccessError } from '@/lib/to-access-error';
import { fields } from './ids';
import { withoutTokens } from './logger';

/** An error in plain text; `faults` name fields of a form. */
export type ErrorText = { code: ErrorCode | 'unknown'; text: string; faults: readonly InputError[] };

/** The next step that Slack adds to the message of an error. */
const nextSteps: Partial<Record<ErrorCode, string>> = {
  'not-requestable': 'Type /bz-list-targets to see what you can request.',
  'no-longer-covered': 'You and the requester get a message with the reason.',
};

/** An error for the user who caused it. Unexpected errors are logged under a reference that the text names. */
export function describeError(thrown: unknown): ErrorText {
  const error = toAccessError(thrown);
  if (!error) return { code: 'unknown', text: describeUnexpected(thrown), faults: [] };
  const { code, message, faults } = error;
  const next = faults.length > 0 ? '' : (nextSteps[code] ?? '');
  return { code, text: `${message} ${next}`.trim(), faults };
}

/**
 * An error by the block ids of a form. Slack shows errors at the view's inputs only: what belongs to none of them
 * goes to the reason.
 */
export function describeFieldErrors(error: unknown, inputs: readonly string[]): Record<string, string> {
  const { text, faults } = describeError(error);
  if (faults.length === 0) return { [fields.reason]: text };
  return Object.fromEntries(
    faults.map(({ path, message }) => {
      const block = blockOf(path);
      return [block && inputs.includes(block) ? block : fields.reason, message];
    }),
  );
}

function blockOf(path: string): string | undefined {
  const name = /^\w+/.exec(path)?.[0];
  return Object.entries(fields).find(([field]) => field === name)?.[1];
}

function describeUnexpected(error: unknown): string {
  const reference = errorReference();
  const { name, message, stack } = error instanceof Error ? error : new Error(typeof error);
  const safe = withoutTokens(message).slice(0, 500);
  log().error(
    { reference, err: { name, message: safe, stack: stack && withoutTokens(stack) } },
    'an action in Slack failed',
  );
  return describeUnexpectedError(reference);
}
