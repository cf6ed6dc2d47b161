import { Failure } from '../failure';

/** One way to read what somebody wrote for a target: by id, or by name, with or without an environment. */
export type TargetName = { targetId: string } | { targetName: string; envName?: string; envId?: string };

/** `[user@]target[.environment]`, taken apart. */
export type TargetString = {
  /** as it was written, without the user */
  text: string;
  user: string | null;
  /** the readings to try, in this order */
  readings: [TargetName, ...TargetName[]];
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is an id of ours. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/**
 * Reads `[user@]target[.environment]`. The last @ splits, since users may contain one. The environment stands
 * after the first dot; but names may have dots too, so the other readings follow.
 *
 * @throws Failure where something is missing.
 */
export function readTargetString(written: string): TargetString {
  const at = written.lastIndexOf('@');
  const user = at < 0 ? null : written.slice(0, at);
  const text = written.slice(at + 1);
  if (user === '' || text === '')
    throw new Failure('usage', `"${written}" names no target. Write it as user@target.environment.`);
  if (isId(text)) return { text, user, readings: [{ targetId: text }] };
  const [first, ...later] = splits(text);
  const whole = { targetName: text };
  return { text, user, readings: first ? [first, whole, ...later] : [whole] };
}

/** Whether a target is meant by this reading. */
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
