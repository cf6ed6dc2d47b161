import { type EnforcedPolicyType, enforcedPolicyTypes } from '@/lib/core/policy/policy';

const slugs: Record<EnforcedPolicyType, string> = {
  JustInTime: 'just-in-time',
  TargetConnect: 'target-connect',
  Kubernetes: 'kubernetes',
  Proxy: 'proxy',
};

/** The part of a URL that names a type of policy which the console creates. */
export function slugOf(type: EnforcedPolicyType): string {
  return slugs[type];
}

/** The type of policy of a slug; null for an unknown one. */
export function typeOfSlug(slug: string): EnforcedPolicyType | null {
  return enforcedPolicyTypes.find((type) => slugs[type] === slug) ?? null;
}
