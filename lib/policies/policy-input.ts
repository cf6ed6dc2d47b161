import { z } from 'zod';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { defaultDuration, policyTypes } from '@/lib/core/policy/policy';
import { durationError } from '@/lib/core/policy/policy-duration';
import { verbs } from '@/lib/core/target/target';
import { accountNames, nameField } from '@/lib/name-fields';

const unique = (values: string[]) => [...new Set(values)];
const ids = z.array(z.uuid()).max(10_000).default([]).transform(unique);
const names = accountNames.default([]).transform(unique);

/** The fields that an author enters. Fields that the type does not have are emptied. */
export const policyDraft = z
  .object({
    type: z.enum(policyTypes),
    name: nameField,
    description: z.string().max(2000, 'Use at most 2000 characters.').default(''),
    timeExpires: z.date().nullable().default(null),
    subjectIds: ids,
    groupIds: z.array(z.string().min(1)).max(10_000).default([]).transform(unique),
    targetIds: ids,
    environmentIds: ids,
    targetUsers: names,
    targetGroups: names,
    verbs: z
      .array(z.enum(verbs))
      .default([])
      .transform((list) => [...new Set(list)]),
    childIds: ids,
    automaticallyApproved: z.boolean().default(false),
    duration: z
      .number('Enter a number of minutes.')
      .superRefine((minutes, found) => {
        const message = durationError(minutes);
        if (message) found.addIssue({ code: 'custom', message });
      })
      .default(defaultDuration),
  })
  .transform((draft): PolicyDocument => {
    const isJit = draft.type === 'JustInTime';
    return {
      ...draft,
      targetIds: isJit ? [] : draft.targetIds,
      environmentIds: isJit ? [] : draft.environmentIds,
      targetUsers: isJit ? [] : draft.targetUsers,
      targetGroups: draft.type === 'Kubernetes' ? draft.targetGroups : [],
      verbs: draft.type === 'TargetConnect' ? draft.verbs : [],
      childIds: isJit ? draft.childIds : [],
      automaticallyApproved: isJit && draft.automaticallyApproved,
      duration: isJit ? draft.duration : null,
    };
  });

/** A draft for previews, whose name can still be empty: the name has no effect on access. */
export const unnamedDraft = z.preprocess(
  (draft) =>
    typeof draft === 'object' && draft !== null && 'name' in draft && draft.name === ''
      ? { ...draft, name: 'New policy' }
      : draft,
  policyDraft,
);

export type PolicyInput = z.input<typeof policyDraft>;
