import { z } from 'zod';
import { AccessError, type InputError } from '@/lib/core/error';
import { formatSubjectKind, subjectKinds } from '@/lib/core/subject';
import { targetTypes } from '@/lib/core/target/target';
import type { Tx } from '@/lib/db/client';
import { keepGroups } from '@/lib/db/people/groups';
import { findSubjectKinds } from '@/lib/db/people/people';
import { findTargetsByIds } from '@/lib/db/targets/targets';
import { nameField } from '@/lib/name-fields';

/** What a program says about the things that a policy refers to, beside their ids, in the order of the policy's lists. */
export const policyClaims = z.object({
  subjects: z
    .array(z.object({ id: z.string().toLowerCase(), type: z.enum(subjectKinds).optional() }))
    .default([]),
  groups: z.array(z.object({ id: z.string(), name: nameField })).default([]),
  targets: z.array(z.object({ id: z.uuid(), type: z.enum(targetTypes) })).default([]),
});

/**
 * Checks what a program says against what is known, and keeps groups that the identity provider has not sent yet, so that a
 * policy can be written before anyone of a group has signed in. Throws `invalid` with an error for each group that is known
 * under another name and each subject and target of another type.
 */
export async function acceptClaims(
  tx: Tx,
  organizationId: string,
  { subjects, groups, targets }: z.output<typeof policyClaims>,
): Promise<void> {
  const kinds = await findSubjectKinds(
    organizationId,
    subjects.map(({ id }) => id),
    tx,
  );
  const wrongSubjects = subjects.flatMap(({ id, type }, index): InputError[] => {
    const known = kinds.get(id);
    if (known === undefined || type === undefined || known === type) return [];
    const message = `This is ${formatSubjectKind(known)}: use the type ${known}.`;
    return [{ path: `subjectTypes[${index}]`, message }];
  });
  const ids = targets.map(({ id }) => id);
  const types = new Map((await findTargetsByIds(organizationId, ids, tx)).map(({ id, type }) => [id, type]));
  const wrongTypes = targets.flatMap(({ id, type }, index): InputError[] => {
    const known = types.get(id);
    if (known === undefined || known === type) return [];
    return [{ path: `targetTypes[${index}]`, message: `This target is of the type ${known}.` }];
  });
  const names = await keepGroups(tx, organizationId, groups);
  const wrongNames = groups.flatMap(({ id, name }, index): InputError[] => {
    const known = names.get(id);
    if (known === name) return [];
    return [{ path: `groupNames[${index}]`, message: `The name of this group is ${known}.` }];
  });
  const faults = [...wrongSubjects, ...wrongTypes, ...wrongNames];
  const [first] = faults;
  if (first) throw new AccessError('invalid', first.message, { faults });
}
