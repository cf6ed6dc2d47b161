import { z } from 'zod';
import type { PolicyDocument } from '@/lib/core/policy/policy';
import { defaultDuration, isEnforced, policyTypes } from '@/lib/core/policy/policy';
import { durationError } from '@/lib/core/policy/policy-duration';
import { verbs } from '@/lib/core/target/target';
import { accountNames, nameField } from '@/lib/name-fields';

const unique = (values: string[]) => [...new Set(values)];
const ids = z.array(z.uuid()).max(10_000).default([]).transform(unique);
/** What the column holds. BastionZero's clients name no unit. */
const maxMfaDuration = 2_147_483_647;
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
    recordInput: z.boolean().default(false),
    mfaEnabled: z.boolean().default(false),
    mfaDuration: z
      .int('Use a whole number.')
      .min(0, 'Use 0 or more.')
      .max(maxMfaDuration, `Use at most ${maxMfaDuration}.`)
      .nullable()
      .default(null),
  })
  .transform((draft): PolicyDocument => {
    const isJit = draft.type === 'JustInTime';
    const covers = isEnforced(draft.type) && !isJit;
    const isControls = draft.type === 'OrganizationControls';
    return {
      ...draft,
      targetIds: covers ? draft.targetIds : [],
      environmentIds: covers ? draft.environmentIds : [],
      targetUsers: covers ? draft.targetUsers : [],
      targetGroups: draft.type === 'Kubernetes' ? draft.targetGroups : [],
      verbs: draft.type === 'TargetConnect' ? draft.verbs : [],
      childIds: isJit ? draft.childIds : [],
      automaticallyApproved: isJit && draft.automaticallyApproved,
      duration: isJit ? draft.duration : null,
      recordInput: draft.type === 'SessionRecording' && draft.recordInput,
      mfaEnabled: isControls && draft.mfaEnabled,
      mfaDuration: isControls ? draft.mfaDuration : null,
    };
  });

/**
 * A draft for previews, whose name can still be empty: the name has no effect on access. A policy that is not enforced has
 * no effect to preview.
 */
export const unnamedDraft = z
  .preprocess(
    (draft) =>
      typeof draft === 'object' && draft !== null && 'name' in draft && draft.name === ''
        ? { ...draft, name: 'New policy' }
        : draft,
    policyDraft,
  )
  .refine(({ type }) => isEnforced(type), {
    path: ['type'],
    message: 'A policy of this type is not enforced.',
  });

export type PolicyInput = z.input<typeof policyDraft>;
