import type { ReplayedOutcome } from '@/lib/core/access/replay';
import type { PolicyType, UnenforcedPolicyType } from '@/lib/core/policy/policy';
import type { Verb } from '@/lib/core/target/target';
import { formatDuration } from './duration';
import { formatVerb } from './target';

/** What a child policy covers, as sentences need it. */
export type Coverage = {
  type: PolicyType;
  targetUsers: readonly string[];
  targetGroups: readonly string[];
  verbs: readonly Verb[];
  /** how many targets are listed individually */
  targetCount: number;
  /** the names of the environments of those targets, each once */
  targetEnvironments: readonly string[];
  /** the names of whole environments */
  environments: readonly string[];
};

const nouns: Record<PolicyType, string> = {
  TargetConnect: 'server',
  Kubernetes: 'cluster',
  Proxy: 'target',
  JustInTime: 'target',
  SessionRecording: 'target',
  OrganizationControls: 'target',
};

const whyNotEnforced: Record<UnenforcedPolicyType, string> = {
  SessionRecording: 'Not enforced: this product records no terminal sessions.',
  OrganizationControls: 'Not enforced: the identity provider decides about MFA.',
};

/** Why a policy of this type is kept and never evaluated. */
export function explainNotEnforced(type: UnenforcedPolicyType): string {
  return whyNotEnforced[type];
}

/** What a policy that is not enforced says: `Record output`, `MFA, duration 60`. BastionZero's clients name no unit. */
export function formatUnenforced(policy: {
  type: PolicyType;
  recordInput: boolean;
  mfaEnabled: boolean;
  mfaDuration: number | null;
}): string {
  if (policy.type === 'SessionRecording')
    return policy.recordInput ? 'Record output and input' : 'Record output';
  const duration = policy.mfaDuration === null ? '' : `, duration ${policy.mfaDuration}`;
  return `${policy.mfaEnabled ? 'MFA' : 'No MFA'}${duration}`;
}

/** How a policy decides, in a word or two; the same in Slack and the console. */
export function formatApproval(automatic: boolean): string {
  return automatic ? 'Automatic' : 'Needs approval';
}

/** What a child policy covers: `root on 2 servers in stage and all of prod (Shell)`. */
export function formatCoverage(policy: Coverage): string {
  const { targetCount: count, targetEnvironments } = policy;
  const within = targetEnvironments.length > 0 ? ` in ${formatList(targetEnvironments)}` : '';
  const places = [
    ...(count > 0 ? [`${count} ${nouns[policy.type]}${count === 1 ? '' : 's'}${within}`] : []),
    ...policy.environments.map((name) => `all of ${name}`),
  ];
  const user = policy.targetUsers.length > 0 ? formatList(policy.targetUsers) : null;
  const groups = policy.targetGroups.length > 0 ? ` in ${formatList(policy.targetGroups)}` : '';
  const verbs = policy.verbs.length > 0 ? ` (${policy.verbs.map(formatVerb).join(', ')})` : '';
  const place = places.length > 0 ? formatList(places) : 'nothing yet';
  return `${user ? `${user}${groups} on ${place}` : place}${verbs}`;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function formatList(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The people and groups of a policy; null when it has none. */
export function formatPeople(groups: readonly string[], people: number, programs = 0): string | null {
  const count = [
    ...(people === 0 ? [] : [people === 1 ? '1 person' : `${people} people`]),
    ...(programs === 0 ? [] : [programs === 1 ? '1 program' : `${programs} programs`]),
  ];
  return groups.length + count.length === 0 ? null : formatList([...groups, ...count]);
}

/**
 * What a just-in-time policy does: `Engineering can request root on 3 servers in prod (Shell) for 1 hour, with admin
 * approval.` `duration` is in minutes, NaN while an author has not entered one.
 */
export function describeJitPolicy(policy: {
  who: string | null;
  what: readonly string[];
  automatic: boolean;
  duration: number;
}): string {
  const { who, what, automatic, duration } = policy;
  if (what.length === 0)
    return who ? `${who} cannot request anything yet.` : 'No one can request anything yet.';
  const access = what.length > 2 ? `what ${what.length} policies cover` : what.join(', or ');
  if (who === null) return `No one can request ${access} yet.`;
  const period = duration > 0 ? ` for ${formatDuration(duration)}` : '';
  return `${who} can request ${access}${period}, ${automatic ? 'approved automatically' : 'with admin approval'}.`;
}

/** The answer to whether a person can request access: `Yes: needs approval, for 1 hour`. */
export function describeSimulation(simulated: Pick<ReplayedOutcome, 'outcome' | 'duration'>): string {
  return simulated.outcome === 'denied'
    ? 'No: no policy covers it'
    : `Yes: ${describePolicyOutcome(simulated)}`;
}

/** What policies say of a request: `approved automatically for 1 hour`. */
export function describePolicyOutcome({
  outcome,
  duration,
}: Pick<ReplayedOutcome, 'outcome' | 'duration'>): string {
  if (outcome === 'denied' || duration === null) return 'denied: no policy covers it';
  return outcome === 'automatic'
    ? `approved automatically for ${formatDuration(duration)}`
    : `needs approval, for ${formatDuration(duration)}`;
}
