'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { formatPolicyType, policyTypes } from '@/lib/core/policy/policy';
import { type Choice, childChoice } from '@/lib/core/policy/policy-choice';
import type { ChildPolicyType } from '@/lib/core/target/target';

import { coverageOf, emptyDraft } from './draft';
import { ChildFields, CommonFields } from './editor-fields';
import { policyTypeDescription } from './policy-type-description';
import { usePolicyForm } from './use-policy-form';

type Props = {
  onClose: () => void;
  onCreated: (id: string, child: Choice) => void;
};

/** Creates an access policy from within the editor of a just-in-time policy. */
export function ChildDialog({ onClose, onCreated }: Props) {
  const [type, setType] = useState<ChildPolicyType>('TargetConnect');
  return (
    <Dialog
      title="New access policy"
      description="Defines targets, accounts and actions. Other just-in-time policies can use it too."
      onClose={onClose}
    >
      <div className="px-5 pt-3">
        <Field id="child-type" label="Type">
          <Select
            id="child-type"
            value={type}
            onChange={(event) => setType(event.target.value as ChildPolicyType)}
          >
            {policyTypes
              .filter((one) => one !== 'JustInTime')
              .map((one) => (
                <option key={one} value={one}>
                  {formatPolicyType(one)}: {policyTypeDescription[one]}
                </option>
              ))}
          </Select>
        </Field>
      </div>
      <ChildForm key={type} type={type} onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

function ChildForm({ type, onClose, onCreated }: Props & { type: ChildPolicyType }) {
  const [initial] = useState(() => emptyDraft(type));
  const form = usePolicyForm({ stored: null, initial, choices: [], preview: null });
  const { draft, names, failure } = form;
  const notice = useRef<HTMLDivElement>(null);
  const fields = { ...form, prefix: 'child-', disabled: false };
  useEffect(() => {
    if (failure) notice.current?.focus();
  }, [failure]);
  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    const child = {
      ...coverageOf(draft, names),
      name: draft.name,
      hasStandingSubjects: draft.subjectIds.length + draft.groupIds.length > 0,
    };
    form.save((id) => onCreated(id, childChoice({ ...child, id })));
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className="divide-y divide-line">
        {failure && (
          <div ref={notice} tabIndex={-1} className="px-5 pt-3 outline-none">
            <Notice tone="bad" live>
              {form.errorCount > 1 ? `Fix ${form.errorCount} errors to save.` : failure.message}
            </Notice>
          </div>
        )}
        <ChildFields {...fields} />
        <CommonFields {...fields} isNew />
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={form.busy}>
          Create and add
        </Button>
      </DialogButtons>
    </form>
  );
}
