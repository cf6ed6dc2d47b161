import type { ChildPolicy, JitPolicy, PolicyDocument } from '@/lib/core/policy/policy';
import type { ChildPolicyType } from '@/lib/core/target/target';
import { findChildPolicies } from '@/lib/db/policies/jit-policies';
import { findPolicyHead, findVersions } from '@/lib/db/policies/policy-versions';

/** Stands for the id of a policy that is not saved yet. */
export const unsavedPolicyId = '00000000-0000-0000-0000-000000000000';

/** The newest version of a policy; null if it is not saved yet or is deleted. */
export async function findStored(
  organizationId: string,
  policyId: string | null,
): Promise<{ createdAt: Date; document: PolicyDocument } | null> {
  const head = policyId ? await findPolicyHead(organizationId, policyId) : null;
  if (!head || head.deleted) return null;
  const [stored] = await findVersions(head.id, { atMost: head.version, take: 1 });
  return stored ? { createdAt: head.createdAt, document: stored.document } : null;
}

/** A document that covers targets, as the core evaluates it. */
function toChildPolicy(id: string, document: PolicyDocument): ChildPolicy {
  const { name, timeExpires, targetIds, environmentIds, targetUsers, targetGroups, verbs } = document;
  const type = document.type as ChildPolicyType;
  return { id, name, type, timeExpires, targetIds, environmentIds, targetUsers, targetGroups, verbs };
}

/** The policies that cover targets: the document itself, or the children of a just-in-time policy. */
export async function findChildrenOf(
  organizationId: string,
  id: string,
  document: PolicyDocument,
): Promise<ChildPolicy[]> {
  if (document.type !== 'JustInTime') return [toChildPolicy(id, document)];
  return document.childIds.length === 0 ? [] : findChildPolicies(organizationId, document.childIds);
}

/** The just-in-time policies as they would be after saving a draft, as policy `id` or as a new one. */
export async function withDraft(
  organizationId: string,
  policies: readonly JitPolicy[],
  draft: { id: string; document: PolicyDocument; now: Date },
): Promise<JitPolicy[]> {
  const { id, document, now } = draft;
  if (document.type !== 'JustInTime') {
    const changed = toChildPolicy(id, document);
    return policies.map((policy) => ({
      ...policy,
      children: policy.children.map((child) => (child.id === id ? changed : child)),
    }));
  }
  const stored = policies.find((policy) => policy.id === id);
  const { name, timeExpires, subjectIds, groupIds, automaticallyApproved } = document;
  const policy: JitPolicy = {
    id,
    name,
    version: (stored?.version ?? 0) + 1,
    createdAt: stored?.createdAt ?? now,
    timeExpires,
    subjectIds,
    groupIds,
    automaticallyApproved,
    duration: document.duration ?? 0,
    children: await findChildrenOf(organizationId, id, document),
  };
  return [...policies.filter((other) => other.id !== id), policy];
}
