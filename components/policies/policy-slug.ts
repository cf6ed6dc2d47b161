import { type PolicyType, policyTypes } from '@/lib/core/policy/policy';

const slugs: Record<PolicyType, string> = {
  JustInTime: 'just-in-time',
  TargetConnect: 'target-connect',
  Kubernetes: 'kubernetes',
  Proxy: 'proxy',
};

/** The part of a URL that names a type of policy. */
export function slugOf(type: PolicyType): string {
  return slugs[type];
}

/** The type of policy of a slug; null for an unknown one. */
export function typeOfSlug(slug: string): PolicyType | null {
  return policyTypes.find((type) => slugs[type] === slug) ?? null;
}
