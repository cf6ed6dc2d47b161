import { AccessError, type ErrorCode, type InputError } from '@/lib/core/error';
import { describeUnexpectedError } from '@/lib/core/text/error';
import { errorReference, log } from '@/lib/log';
import { fields } from './ids';
import { withoutTokens } from './logger';

/** What somebody in Slack is told about an error, in plain text; `faults` name fields of a form. */
export type Explained = { code: ErrorCode | 'unknown'; text: string; faults: readonly InputError[] };

/** The next step that Slack adds to the message of an error. */
const nextSteps: Partial<Record<ErrorCode, string>> = {
  'not-requestable': 'Type /bz-list-targets to see what you can request.',
  'no-longer-covered': 'Both of you get a message with the reason.',
};

/** An error in words for the person who caused it. What we did not foresee is logged, and told by number. */
export function explain(error: unknown): Explained {
  if (!(error instanceof AccessError)) return { code: 'unknown', text: sayUnforeseen(error), faults: [] };
  const { code, message, faults } = error;
  const next = faults.length > 0 ? '' : (nextSteps[code] ?? '');
  return { code, text: `${message} ${next}`.trim(), faults };
}

/**
 * The same at the fields of a form: Slack wants each error at an input that the view has, so what belongs
 * to no such field stands at the reason.
 */
export function explainAtFields(error: unknown, inputs: readonly string[]): Record<string, string> {
  const { text, faults } = explain(error);
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

function sayUnforeseen(error: unknown): string {
  const reference = errorReference();
  const { name, message, stack } = error instanceof Error ? error : new Error(typeof error);
  const said = withoutTokens(message).slice(0, 500);
  log().error(
    { reference, err: { name, message: said, stack: stack && withoutTokens(stack) } },
    'Slack surface',
  );
  return describeUnexpectedError(reference);
}
