import { AccessError, type InputError } from '@/lib/core/error';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { childPolicyTypes, formatPolicyType, targetTypesOf } from '@/lib/core/policy/policy';
import { emptiness, policyIssues } from '@/lib/core/policy/policy-issues';
import type { Tx } from '@/lib/db/client';
import { findPolicyReferences, type PolicyReferences } from '@/lib/db/policies/policy-references';
import { findInstallation } from '@/lib/db/slack/installations';

/**
 * Checks what a policy refers to, and the issues that it has on its own, where `mayBeEmpty` accepts one that covers nothing.
 * Throws `invalid` with all errors, each with its field.
 */
export async function checkPolicy(
  tx: Tx,
  organizationId: string,
  document: PolicyDocument,
  { mayBeEmpty = false } = {},
): Promise<void> {
  const found = await findPolicyReferences(organizationId, document, tx);
  // A missing child gets its own error below, not the issue of a policy without children.
  const unknown = { name: '', hasStandingSubjects: false };
  const children = document.childIds.map((id) => found.children.get(id) ?? unknown);
  const issues = policyIssues({ ...document, children }).filter(
    ({ severity, code }) => severity === 'error' && !(mayBeEmpty && emptiness.includes(code)),
  );
  const faults: InputError[] = [
    ...issues.map(({ field, message, code }) => ({ path: field, message, code })),
    ...missingErrors(
      'subjectIds',
      document.subjectIds,
      found.subjectIds,
      'This person or program no longer exists.',
    ),
    ...missingErrors('groupIds', document.groupIds, found.groupIds, 'This group no longer exists.'),
    ...missingErrors(
      'environmentIds',
      document.environmentIds,
      found.environmentIds,
      'This environment no longer exists.',
    ),
    ...targetErrors(document, found),
    ...childErrors(document, found),
  ];
  const [first] = faults;
  if (first) throw new AccessError('invalid', first.message, { faults });
}

/** R4: just-in-time policies can be saved only while Slack is connected. Throws `not-integrated`. */
export async function requireIntegrationFor(
  tx: Tx,
  organizationId: string,
  document: PolicyDocument,
): Promise<void> {
  if (document.type !== 'JustInTime' || (await findInstallation(organizationId, tx))) return;
  throw new AccessError(
    'not-integrated',
    'Connect Slack under Settings, App integrations to create just-in-time policies.',
  );
}

function targetErrors({ type, targetIds }: PolicyDocument, { targets }: PolicyReferences): InputError[] {
  const covered = targetTypesOf(type);
  return targetIds.flatMap((id, index) => {
    const path = `targetIds[${index}]`;
    const found = targets.get(id);
    if (!found) return [{ path, message: 'This target no longer exists.' }];
    return covered.includes(found)
      ? []
      : [{ path, message: 'This type of policy does not cover this type of target.' }];
  });
}

function childErrors({ childIds }: PolicyDocument, { children }: PolicyReferences): InputError[] {
  return childIds.flatMap((id, index) => {
    const path = `childIds[${index}]`;
    const found = children.get(id);
    if (!found) return [{ path, message: 'This policy no longer exists.' }];
    if (childPolicyTypes.some((type) => type === found.type)) return [];
    const message = `A just-in-time policy cannot include a policy of the type ${formatPolicyType(found.type)}.`;
    return [{ path, message }];
  });
}

function missingErrors(
  field: string,
  ids: readonly string[],
  found: ReadonlySet<string>,
  message: string,
): InputError[] {
  return ids.flatMap((id, index) => (found.has(id) ? [] : [{ path: `${field}[${index}]`, message }]));
}
