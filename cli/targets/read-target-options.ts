import { type TargetType, targetTypes, type Verb, verbs } from '@/lib/core/target/target';
import { Failure } from '../failure';

const displayed: Record<string, TargetType> = {
  linux: 'Bzero',
  windows: 'Bzero',
  kubernetes: 'Cluster',
  dynamic: 'DynamicAccessConfig',
};

/**
 * A type of target as people or the API write it.
 *
 * @throws Failure that lists them.
 */
export function readTargetType(text: string): TargetType {
  const word = text.toLowerCase();
  const type = displayed[word] ?? targetTypes.find((known) => known.toLowerCase() === word);
  if (type) return type;
  throw new Failure(
    'usage',
    `There is no target type ${text}. There are: Linux, Windows, Kubernetes, Db, Web, Dynamic.`,
  );
}

/**
 * A protocol, by the verb's name in any case.
 *
 * @throws Failure that lists them.
 */
export function readVerb(text: string): Verb {
  const verb = verbs.find((known) => known.toLowerCase() === text.toLowerCase());
  if (verb) return verb;
  const names = verbs.map((known) => known.toLowerCase()).join(', ');
  throw new Failure('usage', `There is no protocol ${text}. There are: ${names}.`);
}
