import type { PolicyType } from '@/lib/core/policy/policy';

/** What each type of policy is for, in one line. */
export const policyTypeDescription: Record<PolicyType, string> = {
  JustInTime: 'People request temporary access to what other policies cover',
  TargetConnect: 'Servers: accounts and actions',
  Kubernetes: 'Clusters: users and groups',
  Proxy: 'Databases and web apps',
  SessionRecording: 'Recording of terminal sessions',
  OrganizationControls: 'MFA of people and groups',
};
