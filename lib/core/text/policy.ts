import type { ReplayedOutcome } from '@/lib/core/access/replay';
import type { PolicyType } from '@/lib/core/policy/policy';
import type { Verb } from '@/lib/core/target/target';
import { formatDuration } from './duration';
import { formatVerb } from './target';

/** What a child policy covers, as words are made of it. */
export type Coverage = {
  type: PolicyType;
  targetUsers: readonly string[];
  targetGroups: readonly string[];
  verbs: readonly Verb[];
  /** how many targets are named one by one */
  targetCount: number;
  /** the names of the environments that those are in, each once */
  targetEnvironments: readonly string[];
  /** the names of whole environments */
  environments: readonly string[];
};

const nouns: Record<PolicyType, string> = {
  TargetConnect: 'server',
  Kubernetes: 'cluster',
  Proxy: 'target',
  JustInTime: 'target',
};

/** What a child policy gives, in one phrase: `root on 2 servers in stage and all of prod, Shell`. */
export function formatCoverage(policy: Coverage): string {
  const { targetCount: count, targetEnvironments: places } = policy;
  const around = places.length > 0 ? ` in ${formatList(places)}` : '';
  const where = [
    ...(count > 0 ? [`${count} ${nouns[policy.type]}${count === 1 ? '' : 's'}${around}`] : []),
    ...policy.environments.map((name) => `all of ${name}`),
  ];
  const user = policy.targetUsers.length > 0 ? formatList(policy.targetUsers) : null;
  const groups = policy.targetGroups.length > 0 ? ` in ${formatList(policy.targetGroups)}` : '';
  const verbs = policy.verbs.length > 0 ? `, ${policy.verbs.map(formatVerb).join(', ')}` : '';
  const place = where.length > 0 ? formatList(where) : 'nothing yet';
  return `${user ? `${user}${groups} on ${place}` : place}${verbs}`;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function formatList(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The people and groups of a policy; null when it has none. */
export function formatPeople(groups: readonly string[], people: number): string | null {
  const count = people === 0 ? [] : [people === 1 ? '1 person' : `${people} people`];
  return groups.length + people === 0 ? null : formatList([...groups, ...count]);
}

/** What a just-in-time policy does: `Engineering may ask for root on 3 servers in prod for 1 hour; an admin decides.` */
export function describeJitPolicy(about: {
  who: string | null;
  what: readonly string[];
  automatic: boolean;
  /** minutes */
  duration: number;
}): string {
  const { who, what, automatic, duration } = about;
  if (what.length === 0) return who ? `${who} may ask for nothing yet.` : 'Nobody may ask for anything yet.';
  const asked = what.length > 2 ? `what ${what.length} policies give` : what.join(', or for ');
  const long = duration > 0 ? formatDuration(duration) : 'no time';
  const decides = automatic ? 'it is approved at once' : 'an admin decides';
  return `${who ?? 'Nobody'} may ask for ${asked} for ${long}; ${decides}.`;
}

/** What policies say of a request: `approved automatically for 1 hour`. */
export function describePolicyOutcome({
  outcome,
  duration,
}: Pick<ReplayedOutcome, 'outcome' | 'duration'>): string {
  if (outcome === 'denied' || duration === null) return 'refused: no policy covers it';
  return outcome === 'automatic'
    ? `approved automatically for ${formatDuration(duration)}`
    : `an admin decides, for ${formatDuration(duration)}`;
}
