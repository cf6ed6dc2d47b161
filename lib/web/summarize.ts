import type { ActionResult, Failure } from './action-result';

/** One of several that was not done: which, and in words why. */
export type Refused = { what: string; why: string; failure: Failure };

/** As many are told one by one; of more, only how many there are. */
const told = 3;

/** What came of several things done at once, the refusals with their reasons: nothing is made to look done. */
export function summarize(word: string, done: number, refused: readonly Refused[]): ActionResult {
  const [first] = refused;
  if (!first) return { ok: true, message: `${done} ${word}.`, value: null };
  const each = refused.slice(0, told).map(({ what, why }) => `${what}: ${why}`);
  const rest = refused.length - each.length;
  const message = [
    `${done === 0 ? 'None' : done} ${word}. ${refused.length} ${refused.length === 1 ? 'was' : 'were'} not.`,
    ...each,
    ...(rest > 0 ? [`And ${rest} more.`] : []),
  ].join(' ');
  return { ...first.failure, message };
}
