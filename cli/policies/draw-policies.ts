import type { PolicyType } from '@/lib/core/policy/policy';
import { formatDuration } from '@/lib/core/text/duration';
import { type Column, drawTable } from '../format/draw-table';
import type { Policy } from './policy';

/** Names of the users, environments and targets in policies, by id. */
export type PolicyNames = Record<'users' | 'environments' | 'targets', ReadonlyMap<string, string>>;

type Cell = [Column, (policy: Policy, names: PolicyNames) => string];

const common: Cell[] = [
  [{ head: 'Name' }, ({ name }) => name],
  [{ head: 'Type', fixed: true }, ({ type }) => type],
  [{ head: 'Subject' }, formatSubjects],
  [{ head: 'Resource' }, formatResources],
];
const targetUsers: Cell = [
  { head: 'Target Users' },
  (policy) => formatNames(policy.targetUsers?.map(({ userName }) => userName)),
];

const more: Record<PolicyType, Cell[]> = {
  JustInTime: [
    [
      { head: 'Automatically Approved' },
      ({ automaticallyApproved = false }) => formatFlag(automaticallyApproved),
    ],
    [{ head: 'Duration' }, ({ duration = 0 }) => formatDuration(duration)],
  ],
  TargetConnect: [
    targetUsers,
    [{ head: 'Verbs' }, ({ verbs }) => formatNames(verbs?.map(({ type }) => type))],
  ],
  Kubernetes: [
    [{ head: 'Target Users' }, ({ clusterUsers }) => formatNames(clusterUsers?.map(({ name }) => name))],
    [{ head: 'Target Groups' }, ({ clusterGroups }) => formatNames(clusterGroups?.map(({ name }) => name))],
  ],
  Proxy: [targetUsers],
  SessionRecording: [
    [{ head: 'Record Input' }, ({ recordInput = false }) => formatFlag(recordInput)],
    [{ head: 'Enforced' }, () => 'No'],
  ],
  OrganizationControls: [
    [{ head: 'MFA Enabled' }, ({ mfaEnabled = false }) => formatFlag(mfaEnabled)],
    [{ head: 'MFA Duration' }, ({ mfaDuration }) => String(mfaDuration ?? '')],
    [{ head: 'Enforced' }, () => 'No'],
  ],
};

/** Draws policies of one type as a table. */
export function drawPolicies(
  type: PolicyType,
  policies: readonly Policy[],
  names: PolicyNames,
  width: number | null,
): string {
  const cells = [...common, ...more[type]];
  return drawTable(
    cells.map(([column]) => column),
    policies.map((policy) => cells.map(([, format]) => format(policy, names))),
    width,
  );
}

function formatSubjects({ subjects, groups }: Policy, { users }: PolicyNames): string {
  const people = subjects.map(({ id }) => users.get(id) ?? 'USER DELETED');
  return joinParts(
    people.join(', '),
    groups.length > 0 && `Groups: ${groups.map(({ name }) => name).join(', ')}`,
  );
}

function formatResources(policy: Policy, names: PolicyNames): string {
  const { childPolicies = [], environments = [], targets = policy.clusters ?? [] } = policy;
  const places = environments.map(({ id }) => names.environments.get(id) ?? 'ENVIRONMENT DELETED');
  return joinParts(
    childPolicies.length > 0 && `Child Policies: ${childPolicies.map(({ name }) => name).join(', ')}`,
    places.length > 0 && `Environments: ${places.join(', ')}`,
    targets.map(({ id }) => names.targets.get(id) ?? 'TARGET DELETED').join(', '),
  );
}

function joinParts(...parts: (string | false)[]): string {
  return parts.filter((part) => part).join('; ');
}

function formatFlag(flag: boolean): string {
  return flag ? 'Yes' : 'No';
}

function formatNames(names: readonly string[] | undefined): string {
  return names?.join(', ') ?? '';
}
