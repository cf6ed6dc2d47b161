import { sayVerb } from '@/lib/core/target';
import type { Policy } from './draft';

type Coverage = Pick<Policy, 'type' | 'targetUsers' | 'targetGroups' | 'verbs'> & {
  targetCount: number;
  environments: readonly string[];
};

/** What a child policy gives, in one phrase: `root on 2 servers and all of prod, Shell`. */
export function sayCoverage(policy: Coverage): string {
  const noun = { TargetConnect: 'server', Kubernetes: 'cluster', Proxy: 'target', JustInTime: 'target' }[
    policy.type
  ];
  const count = policy.targetCount;
  const where = [
    ...(count > 0 ? [`${count} ${noun}${count === 1 ? '' : 's'}`] : []),
    ...policy.environments.map((name) => `all of ${name}`),
  ];
  const user = policy.targetUsers.length > 0 ? sayList(policy.targetUsers) : null;
  const groups = policy.targetGroups.length > 0 ? ` in ${sayList(policy.targetGroups)}` : '';
  const verbs = policy.verbs.length > 0 ? `, ${policy.verbs.map(sayVerb).join(', ')}` : '';
  const place = where.length > 0 ? sayList(where) : 'nothing yet';
  return `${user ? `${user}${groups} on ${place}` : place}${verbs}`;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function sayList(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The people and groups of a policy; null when it has none. */
export function sayPeople(groups: readonly string[], people: number): string | null {
  const count = people === 0 ? [] : [people === 1 ? '1 person' : `${people} people`];
  return groups.length + people === 0 ? null : sayList([...groups, ...count]);
}
