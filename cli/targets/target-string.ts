import { Failure } from '../failure';

/** A target by id, or by name with or without its environment. */
export type TargetName = { targetId: string } | { targetName: string; envName?: string; envId?: string };

/** The parts of `[user@]target[.environment]`. */
export type TargetString = {
  /** the input without the user */
  text: string;
  user: string | null;
  /** possible interpretations, in the order to try */
  readings: [TargetName, ...TargetName[]];
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is an id (a UUID). */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/**
 * Reads `[user@]target[.environment]`. The last @ separates the user, since user names can contain one. The
 * environment follows the first dot; names can contain dots too, so the other readings come after.
 *
 * Throws a `Failure` if the user or the target is empty.
 */
export function readTargetString(input: string): TargetString {
  const at = input.lastIndexOf('@');
  const user = at < 0 ? null : input.slice(0, at);
  const text = input.slice(at + 1);
  if (user === '' || text === '')
    throw new Failure('usage', `"${input}" is not a target. Use the form user@target.environment.`);
  if (isId(text)) return { text, user, readings: [{ targetId: text }] };
  const [first, ...later] = splits(text);
  const whole = { targetName: text };
  return { text, user, readings: first ? [first, whole, ...later] : [whole] };
}

/** Whether a reading matches a target. */
export function isMatch(
  reading: TargetName,
  target: { id: string; name: string; environmentName: string; environmentId?: string | null },
): boolean {
  if ('targetId' in reading) return reading.targetId.toLowerCase() === target.id;
  if (reading.targetName !== target.name) return false;
  if (reading.envId) return reading.envId === target.environmentId;
  return reading.envName === undefined || reading.envName === target.environmentName;
}

function splits(text: string): TargetName[] {
  const dots = [...text.matchAll(/\./g)].map(({ index }) => index);
  return dots
    .map((dot) => ({ targetName: text.slice(0, dot), environment: text.slice(dot + 1) }))
    .filter(({ targetName, environment }) => targetName && environment)
    .map(({ targetName, environment }) =>
      isId(environment) ? { targetName, envId: environment } : { targetName, envName: environment },
    );
}
