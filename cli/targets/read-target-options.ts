import { type TargetType, targetTypes, type Verb, verbs } from '@/lib/core/target/target';
import { Failure } from '../failure';

const displayed: Record<string, TargetType> = {
  linux: 'Bzero',
  windows: 'Bzero',
  kubernetes: 'Cluster',
  dynamic: 'DynamicAccessConfig',
};

/**
 * Reads `--targetType` in any case: a type as zli shows it, or as the API names it.
 *
 * Throws a `Failure` that lists the types.
 */
export function readTargetType(text: string): TargetType {
  const lowerCase = text.toLowerCase();
  const type = displayed[lowerCase] ?? targetTypes.find((known) => known.toLowerCase() === lowerCase);
  if (type) return type;
  throw new Failure(
    'usage',
    `Unknown target type ${text}. Available: Linux, Windows, Kubernetes, Db, Web, Dynamic.`,
  );
}

/**
 * Reads `--protocol` in any case.
 *
 * Throws a `Failure` that lists the protocols.
 */
export function readVerb(text: string): Verb {
  const verb = verbs.find((known) => known.toLowerCase() === text.toLowerCase());
  if (verb) return verb;
  const names = verbs.map((known) => known.toLowerCase()).join(', ');
  throw new Failure('usage', `Unknown protocol ${text}. Available: ${names}.`);
}
