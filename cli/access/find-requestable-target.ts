import { Failure } from '../failure';
import type { Api } from '../http/api';
import type { RequestableTarget } from '../targets/target-lists';
import { isMatch, type TargetString } from '../targets/target-string';

/**
 * The id of the target that somebody may ask for.
 *
 * @throws Failure where there is none of that name, or several.
 */
export async function findRequestableTarget(api: Api, { text, readings }: TargetString): Promise<string> {
  const [first] = readings;
  if ('targetId' in first) return first.targetId;
  const targets = await api.get<RequestableTarget[]>('access/requestable', { words: text.split('.')[0] });
  for (const reading of readings) {
    const meant = targets.filter((target) => isMatch(reading, target));
    const [only, another] = meant;
    if (only && !another) return only.id;
    if (only) throw sayAmbiguous(text, meant);
  }
  throw new Failure(
    'not-found',
    `There is no target ${text} that you may ask for. List them with zli list-targets.`,
  );
}

function sayAmbiguous(text: string, meant: readonly RequestableTarget[]): Failure {
  const candidates = meant.map(({ name, environmentName }) => `${name}.${environmentName}`);
  return new Failure(
    'ambiguous',
    `Several targets are called ${text}: say which with its environment, as ${candidates.join(' or ')}.`,
    { details: { candidates } },
  );
}
