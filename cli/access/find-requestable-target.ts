import { Failure } from '../failure';
import type { Api } from '../http/api';
import type { RequestableTarget } from '../targets/target-lists';
import { isMatch, type TargetString } from '../targets/target-string';

/**
 * Finds the id of a target that the caller can request.
 *
 * Throws a `Failure` if no target has the name, or several do.
 */
export async function findRequestableTarget(api: Api, { text, readings }: TargetString): Promise<string> {
  const [first] = readings;
  if ('targetId' in first) return first.targetId;
  const targets = await api.get<RequestableTarget[]>('access/requestable', { words: text.split('.')[0] });
  for (const reading of readings) {
    const matches = targets.filter((target) => isMatch(reading, target));
    const [only, another] = matches;
    if (only && !another) return only.id;
    if (only) throw ambiguous(text, matches);
  }
  throw new Failure('not-found', `You can't request the target ${text}. List targets with: zli list-targets`);
}

function ambiguous(text: string, matches: readonly RequestableTarget[]): Failure {
  const candidates = matches.map(({ name, environmentName }) => `${name}.${environmentName}`);
  return new Failure(
    'ambiguous',
    `Several targets are named ${text}. Add the environment: ${candidates.join(' or ')}.`,
    { details: { candidates } },
  );
}
