import { newId } from '@/lib/context';
import { AccessError, type ErrorCode, type InputError } from '@/lib/core/error';
import { log } from '@/lib/log';
import { fields } from './ids';
import { withoutTokens } from './logger';

/** What somebody in Slack is told about an error, in plain text; `faults` name fields of a form. */
export type Explained = { code: ErrorCode | 'unknown'; text: string; faults: readonly InputError[] };

/** Words that follow the error's own, where Slack knows a next step that the verb does not. */
const nextSteps: Record<ErrorCode, string> = {
  'not-signed-in': '',
  forbidden: '',
  'not-linked': '',
  'not-found': '',
  invalid: '',
  'not-integrated': '',
  'not-requestable': 'Type /bz-list-targets for what you may ask for now.',
  'already-open': '',
  'already-decided': '',
  'already-ended': '',
  'own-request': '',
  'no-longer-covered': 'Both of you are told why; it may be asked for again.',
  'name-taken': '',
  'changed-meanwhile': '',
  'in-use': '',
  ambiguous: '',
  'no-access': '',
  'user-not-allowed': '',
  'key-not-accepted': '',
  unreachable: '',
};

/** An error in words for the person who caused it. What we did not foresee is logged, and told by number. */
export function explain(error: unknown): Explained {
  if (!(error instanceof AccessError)) return { code: 'unknown', text: sayUnforeseen(error), faults: [] };
  const { code, message, faults } = error;
  const next = faults.length > 0 ? '' : nextSteps[code];
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
  const reference = newId().slice(0, 8);
  const { name, message, stack } = error instanceof Error ? error : new Error(typeof error);
  const said = withoutTokens(message).slice(0, 500);
  log().error(
    { reference, err: { name, message: said, stack: stack && withoutTokens(stack) } },
    'Slack surface',
  );
  return `Something went wrong on our side (reference ${reference}). Nothing was changed; try again.`;
}
