'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { policyTypes } from '@/lib/core/policy/policy';
import { type Choice, childChoice } from '@/lib/core/policy/policy-choice';
import type { ChildPolicyType } from '@/lib/core/target/target';
import { aboutType } from './about-type';
import { coverageOf, emptyDraft } from './draft';
import { ChildFields, CommonFields } from './editor-fields';
import { usePolicyForm } from './use-policy-form';

type Props = {
  onClose: () => void;
  onMade: (id: string, child: Choice) => void;
};

/** Writes a policy that says what may be asked for, without leaving the one that needs it. */
export function ChildDialog({ onClose, onMade }: Props) {
  const [type, setType] = useState<ChildPolicyType>('TargetConnect');
  return (
    <Dialog
      title="New policy to ask for"
      description="Which targets, as whom, with which actions. It can be used by other policies too."
      onClose={onClose}
    >
      <div className="px-5 pt-3">
        <Field id="child-type" label="Kind">
          <Select
            id="child-type"
            value={type}
            onChange={(event) => setType(event.target.value as ChildPolicyType)}
          >
            {policyTypes
              .filter((one) => one !== 'JustInTime')
              .map((one) => (
                <option key={one} value={one}>
                  {aboutType[one].name}: {aboutType[one].what}
                </option>
              ))}
          </Select>
        </Field>
      </div>
      <ChildForm key={type} type={type} onClose={onClose} onMade={onMade} />
    </Dialog>
  );
}

function ChildForm({ type, onClose, onMade }: Props & { type: ChildPolicyType }) {
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
    form.save((id) => onMade(id, childChoice({ ...child, id })));
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className="divide-y divide-line">
        {failure && (
          <div ref={notice} tabIndex={-1} className="px-5 pt-3 outline-none">
            <Notice tone="bad" live>
              {form.faulty > 1
                ? `${form.faulty} things keep it from being made; each stands at its field.`
                : failure.message}
            </Notice>
          </div>
        )}
        <ChildFields {...fields} />
        <CommonFields {...fields} isNew />
      </div>
      <DialogButtons>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={form.busy}>
          Make and add it
        </Button>
      </DialogButtons>
    </form>
  );
}
