import type { InputError } from '@/lib/core/error';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { childPolicyTypes, type PolicyType, targetTypesOf } from '@/lib/core/policy/policy';
import { emptiness, policyIssues } from '@/lib/core/policy/policy-issues';
import type { SnapshotTarget } from '@/lib/db/policies/organization-snapshot';
import type { Entry } from './check-shape';
import type { FilePolicy } from './file-schema';
import { type Lookup, lookupAll } from './lookup';

/** Looks up what a policy refers to. */
export type PolicyLookups = {
  user: Lookup<{ id: string }>;
  groupId: (name: string) => string;
  environment: Lookup<{ id: string }>;
  target: Lookup<SnapshotTarget>;
};

export type KnownPolicy = { id: string; type: PolicyType };

/** A policy of a file as it will be stored, and all its errors, each with its path. */
export function readPolicy(
  { path, value }: Entry<FilePolicy>,
  lookUps: PolicyLookups & { policy: Lookup<KnownPolicy> },
  timeExpires: Date | null,
): { document: PolicyDocument; faults: InputError[] } {
  const plain = withAllKeys(value);
  const targetsKey = value.type === 'Kubernetes' ? 'clusters' : 'targets';
  const subjects = lookupAll(plain.subjects, `${path}.subjects`, lookUps.user);
  const targets = lookupAll(plain.targets, `${path}.${targetsKey}`, covered(value.type, lookUps.target));
  const environments = lookupAll(plain.environments, `${path}.environments`, lookUps.environment);
  const children = lookupAll(plain.childPolicies, `${path}.childPolicies`, asChild(lookUps.policy));
  const idsOf = (list: { items: readonly { id: string }[] }) => list.items.map(({ id }) => id);
  const document: PolicyDocument = {
    type: value.type,
    name: value.name,
    description: value.description,
    timeExpires,
    subjectIds: idsOf(subjects),
    groupIds: [...new Set(value.groups.map(lookUps.groupId))],
    targetIds: idsOf(targets),
    environmentIds: idsOf(environments),
    targetUsers: [...new Set(plain.targetUsers)],
    targetGroups: [...new Set(plain.targetGroups)],
    verbs: [...new Set(plain.verbs)],
    childIds: idsOf(children),
    automaticallyApproved: plain.automaticallyApproved,
    duration: plain.duration,
    recordInput: plain.recordInput,
    mfaEnabled: plain.mfaEnabled,
    mfaDuration: plain.mfaDuration,
  };
  const missing = [subjects, targets, environments, children].flatMap(({ faults }) => faults);
  return { document, faults: [...missing, ...findIssues(path, plain)] };
}

type PolicyWithAllKeys = ReturnType<typeof withAllKeys>;

/** The policy with the keys of all types. Keys that its type does not have are empty. */
function withAllKeys(policy: FilePolicy) {
  const { id, type, name, description, subjects, groups } = policy;
  const common = { id, type, name, description, subjects, groups };
  return {
    ...common,
    targets: 'targets' in policy ? policy.targets : 'clusters' in policy ? policy.clusters : [],
    environments: 'environments' in policy ? policy.environments : [],
    targetUsers:
      'targetUsers' in policy ? policy.targetUsers : 'clusterUsers' in policy ? policy.clusterUsers : [],
    targetGroups: 'clusterGroups' in policy ? policy.clusterGroups : [],
    verbs: 'verbs' in policy ? policy.verbs : [],
    childPolicies: 'childPolicies' in policy ? policy.childPolicies : [],
    automaticallyApproved: 'automaticallyApproved' in policy && policy.automaticallyApproved,
    duration: 'duration' in policy ? policy.duration : null,
    recordInput: 'recordInput' in policy && policy.recordInput,
    mfaEnabled: 'mfaEnabled' in policy && policy.mfaEnabled,
    mfaDuration: 'mfaDuration' in policy ? policy.mfaDuration : null,
  };
}

/**
 * The policy issues that are errors (R5). Only the editor shows warnings. A policy that comes with its id from another server
 * may cover nothing, as it may there.
 */
function findIssues(path: string, policy: PolicyWithAllKeys): InputError[] {
  const keys: Record<string, string> = {
    subjectIds: 'subjects',
    childIds: 'childPolicies',
    targetIds: policy.type === 'Kubernetes' ? 'clusters' : 'targets',
    targetUsers: policy.type === 'Kubernetes' ? 'clusterUsers' : 'targetUsers',
  };
  // Checks the names in the file. A name that is not found has its own error.
  const issues = policyIssues({
    type: policy.type,
    subjectIds: policy.subjects,
    groupIds: policy.groups,
    targetIds: policy.targets,
    environmentIds: policy.environments,
    targetUsers: policy.targetUsers,
    verbs: policy.verbs,
    duration: policy.duration,
    children: policy.childPolicies.map((name) => ({ name, hasStandingSubjects: false })),
  });
  return issues
    .filter(({ severity, code }) => severity === 'error' && !(policy.id && emptiness.includes(code)))
    .map(({ field, message }) => ({ path: `${path}.${keys[field] ?? field}`, message }));
}

function covered(type: FilePolicy['type'], lookUp: Lookup<SnapshotTarget>): Lookup<SnapshotTarget> {
  const types = targetTypesOf(type);
  return (name) => {
    const found = lookUp(name);
    if (found === 'invalid' || 'error' in found || types.includes(found.item.type)) return found;
    const error = `"${name}" is of type ${found.item.type}, but a ${type} policy covers ${types.join(' and ')}`;
    return { error };
  };
}

function asChild(lookUp: Lookup<KnownPolicy>): Lookup<KnownPolicy> {
  return (name) => {
    const found = lookUp(name);
    if (found === 'invalid' || 'error' in found) return found;
    const { type } = found.item;
    if (childPolicyTypes.some((child) => child === type)) return found;
    return {
      error: `"${name}" is of type ${type}, but a JustInTime policy includes ${childPolicyTypes.join(', ')}`,
    };
  };
}
