import type { PolicyType } from '@/lib/core/policy/policy';

/** What each kind of policy is for. */
export const aboutType: Record<PolicyType, { name: string; what: string }> = {
  JustInTime: { name: 'Just-in-time', what: 'Lets people ask for what other policies cover' },
  TargetConnect: { name: 'Target access', what: 'Servers: as whom, with which actions' },
  Kubernetes: { name: 'Kubernetes', what: 'Clusters: as which users and groups' },
  Proxy: { name: 'Proxy', what: 'Databases and web apps' },
};
