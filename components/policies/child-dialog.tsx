'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { childPolicyTypes, formatPolicyType } from '@/lib/core/policy/policy';
import { type Choice, childChoice } from '@/lib/core/policy/policy-choice';
import type { ChildPolicyType } from '@/lib/core/target/target';

import { coverageOf, emptyDraft } from './draft';
import { ChildFields, DescriptionFields, NameField } from './editor-fields';
import { RestoredDraft, SaveFailure } from './editor-notices';
import { policyTypeDescription } from './policy-type-description';
import { usePolicyForm } from './use-policy-form';

type Props = {
  /** the id of the signed-in person, who alone sees a kept draft */
  owner: string;
  onClose: () => void;
  onCreated: (id: string, child: Choice) => void;
};

/**
 * Creates an access policy from within the editor of a just-in-time policy. Closing it loses nothing: it opens again with
 * what was entered.
 */
export function ChildDialog({ owner, onClose, onCreated }: Props) {
  const [initial] = useState(() => emptyDraft('TargetConnect'));
  const form = usePolicyForm({
    ...{ stored: null, initial, choices: [], preview: null },
    ...{ owner, draftKey: 'new included' },
  });
  const { draft, names, restoredAt, isDirty } = form;
  const fields = { ...form, prefix: 'child-' };
  function submit() {
    const child = {
      ...coverageOf(draft, names),
      name: draft.name,
      hasStandingSubjects: draft.subjectIds.length + draft.groupIds.length > 0,
    };
    form.save((id) => onCreated(id, childChoice({ ...child, id })));
  }
  return (
    <Dialog
      title="New access policy"
      description="Defines targets, accounts and actions. Other just-in-time policies can use it too."
      onClose={onClose}
    >
      <Form onSubmit={submit}>
        <div className="flex flex-col gap-3 px-5 pt-3 pb-4">
          {restoredAt && isDirty && <RestoredDraft at={restoredAt} onDiscard={form.discard} />}
          <SaveFailure form={form} />
          <Field id="child-type" label="Type">
            <Select
              id="child-type"
              value={draft.type}
              onChange={(event) =>
                // Targets belong to a type; everything else that was entered stays.
                form.change({ type: event.target.value as ChildPolicyType, targetIds: [] })
              }
            >
              {childPolicyTypes.map((one) => (
                <option key={one} value={one}>
                  {formatPolicyType(one)}: {policyTypeDescription[one]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <div className="divide-y divide-line border-t border-line">
          <NameField {...fields} />
          <ChildFields {...fields} />
          <DescriptionFields {...fields} isNew />
        </div>
        <DialogButtons>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" busy={form.busy}>
            Create and add
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
