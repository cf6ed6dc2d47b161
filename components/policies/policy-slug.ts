import { type PolicyType, policyTypes } from '@/lib/core/policy/policy';

const slugs: Record<PolicyType, string> = {
  JustInTime: 'just-in-time',
  TargetConnect: 'target-connect',
  Kubernetes: 'kubernetes',
  Proxy: 'proxy',
};

/** How a type of policy is written in an address. */
export function slugOf(type: PolicyType): string {
  return slugs[type];
}

/** The type of policy that an address names; null when there is none of that name. */
export function typeOfSlug(slug: string): PolicyType | null {
  return policyTypes.find((type) => slugs[type] === slug) ?? null;
}
