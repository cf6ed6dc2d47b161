import type { ActionResult, Failure } from './action-result';

/** One of several that was refused, and the reason. */
export type Refused = { name: string; reason: string; failure: Failure };

/** The refusals that are listed; of the others, only their number. */
const maxListed = 3;

/** The result of a bulk action, with the reasons of its refusals. `word` is `approved`, `denied`, … */
export function summarize(word: string, done: number, refused: readonly Refused[]): ActionResult {
  const [first] = refused;
  if (!first) return { ok: true, message: `${done} ${word}.`, value: null };
  const each = refused.slice(0, maxListed).map(({ name, reason }) => `${name}: ${reason}`);
  const rest = refused.length - each.length;
  const message = [
    `${done === 0 ? 'None' : done} ${word}. ${refused.length} ${refused.length === 1 ? 'was' : 'were'} not.`,
    ...each,
    ...(rest > 0 ? [`And ${rest} more.`] : []),
  ].join(' ');
  return { ...first.failure, message };
}
