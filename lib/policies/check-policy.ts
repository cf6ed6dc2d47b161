import { AccessError, type InputError } from '@/lib/core/error';
import { targetTypesOf } from '@/lib/core/policy/policy';
import { policyIssues } from '@/lib/core/policy/policy-issues';
import type { Tx } from '@/lib/db/client';
import { findPolicyReferences, type PolicyReferences } from '@/lib/db/policies/policy-references';
import type { PolicyDocument } from '@/lib/db/policies/policy-writes';
import { findInstallation } from '@/lib/db/slack/installations';

/**
 * Refuses a policy that refers to what is not there, or would be wrong on its face. Throws `invalid` with
 * every fault at its field, all at once.
 */
export async function checkPolicy(tx: Tx, organizationId: string, document: PolicyDocument): Promise<void> {
  const found = await findPolicyReferences(organizationId, document, tx);
  // A child that is not there is told of as such, and not as if none were chosen.
  const unknown = { name: '', hasStandingSubjects: false };
  const children = document.childIds.map((id) => found.children.get(id) ?? unknown);
  const issues = policyIssues({ ...document, children }).filter(({ severity }) => severity === 'error');
  const faults: InputError[] = [
    ...issues.map(({ field, message, code }) => ({ path: field, message, code })),
    ...missing('subjectIds', document.subjectIds, found.subjectIds, 'That person is no longer here.'),
    ...missing('groupIds', document.groupIds, found.groupIds, 'That group is no longer here.'),
    ...missing(
      'environmentIds',
      document.environmentIds,
      found.environmentIds,
      'That environment is no longer here.',
    ),
    ...targetFaults(document, found),
    ...childFaults(document, found),
  ];
  const [first] = faults;
  if (first) throw new AccessError('invalid', first.message, { faults });
}

/** R4: just-in-time policies are written only while Slack is integrated. Throws `not-integrated`. */
export async function requireIntegrationFor(
  tx: Tx,
  organizationId: string,
  document: PolicyDocument,
): Promise<void> {
  if (document.type !== 'JustInTime' || (await findInstallation(organizationId, tx))) return;
  throw new AccessError(
    'not-integrated',
    'Just-in-time policies are asked for in Slack: integrate it first, under Settings, App integrations.',
  );
}

function targetFaults({ type, targetIds }: PolicyDocument, { targets }: PolicyReferences): InputError[] {
  if (type === 'JustInTime') return [];
  const covered = targetTypesOf(type);
  return targetIds.flatMap((id, index) => {
    const path = `targetIds[${index}]`;
    const found = targets.get(id);
    if (!found) return [{ path, message: 'That target is no longer here.' }];
    return covered.includes(found)
      ? []
      : [{ path, message: 'This kind of policy does not cover that kind of target.' }];
  });
}

function childFaults({ childIds }: PolicyDocument, { children }: PolicyReferences): InputError[] {
  return childIds.flatMap((id, index) => {
    const path = `childIds[${index}]`;
    const found = children.get(id);
    if (!found) return [{ path, message: 'That policy is no longer here.' }];
    return found.type === 'JustInTime'
      ? [{ path, message: 'A just-in-time policy cannot be part of another one.' }]
      : [];
  });
}

function missing(
  field: string,
  ids: readonly string[],
  found: ReadonlySet<string>,
  message: string,
): InputError[] {
  return ids.flatMap((id, index) => (found.has(id) ? [] : [{ path: `${field}[${index}]`, message }]));
}
