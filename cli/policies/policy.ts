import type { PolicyType } from '@/lib/core/policy/policy';

/** A policy of any type in the API, reduced to what zli shows. */
export type Policy = {
  id: string;
  type: PolicyType;
  name: string;
  subjects: { id: string; type: string }[];
  groups: { id: string; name: string }[];
  environments?: { id: string }[];
  targets?: { id: string }[];
  clusters?: { id: string }[];
  targetUsers?: { userName: string }[];
  verbs?: { type: string }[];
  clusterUsers?: { name: string }[];
  clusterGroups?: { name: string }[];
  childPolicies?: { id: string; name: string }[];
  automaticallyApproved?: boolean;
  /** minutes */
  duration?: number;
  recordInput?: boolean;
  mfaEnabled?: boolean;
  mfaDuration?: number | null;
};

/** The API path of each policy type, and the original client's name for it. */
export const policyPaths: Record<PolicyType, { path: string; label: string }> = {
  JustInTime: { path: 'policies/just-in-time', label: 'Just In Time' },
  TargetConnect: { path: 'policies/target-connect', label: 'Target Connect' },
  Kubernetes: { path: 'policies/kubernetes', label: 'Kubernetes' },
  Proxy: { path: 'policies/proxy', label: 'Proxy' },
  SessionRecording: { path: 'policies/session-recording', label: 'Session Recording' },
  OrganizationControls: { path: 'policies/organization-controls', label: 'Organization Controls' },
};
