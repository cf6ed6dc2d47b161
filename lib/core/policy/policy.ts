import type { ChildPolicyType, TargetType, Verb } from '@/lib/core/target/target';

/** The types of policy that give access. */
export const enforcedPolicyTypes = [
  'JustInTime',
  'TargetConnect',
  'Kubernetes',
  'Proxy',
] as const satisfies readonly (ChildPolicyType | 'JustInTime')[];

/** The types that are kept for BastionZero's clients and give nothing: no code evaluates a policy of these types. */
export const unenforcedPolicyTypes = ['SessionRecording', 'OrganizationControls'] as const;

export const policyTypes = [...enforcedPolicyTypes, ...unenforcedPolicyTypes] as const;

export type EnforcedPolicyType = (typeof enforcedPolicyTypes)[number];
export type UnenforcedPolicyType = (typeof unenforcedPolicyTypes)[number];
export type PolicyType = EnforcedPolicyType | UnenforcedPolicyType;

/** The types that a just-in-time policy can include. */
export const childPolicyTypes = enforcedPolicyTypes.filter((type) => type !== 'JustInTime');

export function isEnforced(type: PolicyType): type is EnforcedPolicyType {
  return type !== 'SessionRecording' && type !== 'OrganizationControls';
}

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
  /** false unless it is about session recording */
  recordInput: boolean;
  /** false and null unless it is about organization controls; the duration is null if nobody sent one */
  mfaEnabled: boolean;
  mfaDuration: number | null;
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
  SessionRecording: 'Session recording',
  OrganizationControls: 'Organization controls',
};

export function formatPolicyType(type: PolicyType): string {
  return policyTypeNames[type];
}

/** The types of target that a policy of this type covers itself. */
export function targetTypesOf(type: PolicyType): readonly TargetType[] {
  switch (type) {
    case 'TargetConnect':
      return ['Bzero', 'DynamicAccessConfig'];
    case 'Kubernetes':
      return ['Cluster'];
    case 'Proxy':
      return ['Db', 'Web'];
    case 'JustInTime':
    case 'SessionRecording':
    case 'OrganizationControls':
      return [];
  }
}
