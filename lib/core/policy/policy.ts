import type { ChildPolicyType, TargetType, Verb } from '@/lib/core/target/target';

export type PolicyType = ChildPolicyType | 'JustInTime';
export const policyTypes = [
  'JustInTime',
  'TargetConnect',
  'Kubernetes',
  'Proxy',
] as const satisfies readonly PolicyType[];

/** How long access can last, in minutes: 30 days (R5). */
export const maxDuration = 43_200;
export const defaultDuration = 60;

/** A policy that covers targets. An empty list covers nothing. */
export type ChildPolicy = {
  id: string;
  name: string;
  type: ChildPolicyType;
  timeExpires: Date | null;
  targetIds: readonly string[];
  environmentIds: readonly string[];
  targetUsers: readonly string[];
  targetGroups: readonly string[];
  verbs: readonly Verb[];
};

/** Who can request what its children cover, for how long, and whether an admin has to approve. */
export type JitPolicy = {
  id: string;
  name: string;
  version: number;
  createdAt: Date;
  timeExpires: Date | null;
  subjectIds: readonly string[];
  groupIds: readonly string[];
  automaticallyApproved: boolean;
  /** minutes */
  duration: number;
  children: readonly ChildPolicy[];
};

/** The fields of a policy as they are written, stored and compared. It refers to other things by id. */
export type PolicyDocument = {
  type: PolicyType;
  name: string;
  description: string;
  timeExpires: Date | null;
  subjectIds: string[];
  groupIds: string[];
  targetIds: string[];
  environmentIds: string[];
  targetUsers: string[];
  targetGroups: string[];
  verbs: Verb[];
  childIds: string[];
  automaticallyApproved: boolean;
  /** minutes; null unless it is just-in-time */
  duration: number | null;
};

/** Whether a policy has not expired (R1). */
export function isLive(policy: { timeExpires: Date | null }, now: Date): boolean {
  return policy.timeExpires === null || policy.timeExpires > now;
}

const policyTypeNames: Record<PolicyType, string> = {
  JustInTime: 'Just-in-time',
  TargetConnect: 'Target access',
  Kubernetes: 'Kubernetes',
  Proxy: 'Proxy',
};

export function formatPolicyType(type: PolicyType): string {
  return policyTypeNames[type];
}

/** The types of target that a policy of this type covers. */
export function targetTypesOf(type: ChildPolicyType): readonly TargetType[] {
  switch (type) {
    case 'TargetConnect':
      return ['Bzero', 'DynamicAccessConfig'];
    case 'Kubernetes':
      return ['Cluster'];
    case 'Proxy':
      return ['Db', 'Web'];
  }
}
