'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { describedBy, Field, TextInput } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import type { SharedAuthorityKind } from '@/lib/certificates/list-authorities';
import { rotateAuthorityAction } from '@/lib/web/actions/authorities';

type Props = {
  /** the authority for servers or web apps, or of one database or cluster */
  authority: { kind: SharedAuthorityKind } | { targetId: string };
  /** what it is for */
  name: string;
};

/** Replaces an authority, after a question: how long targets still trust the old one. */
export function ReplaceAuthority({ authority, name }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        aria-label={`Replace the authority for ${name}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Replace…
      </Button>
      {open && <ReplaceForm authority={authority} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReplaceForm({ authority, name, onClose }: Props & { onClose: () => void }) {
  const [days, setDays] = useState('7');
  const form = useForm<unknown>(onClose);
  const error = form.errorAt('overlapDays');
  function submit() {
    form.send(() =>
      rotateAuthorityAction({ ...authority, overlapDays: days === '' ? Number.NaN : Number(days) }),
    );
  }
  return (
    <Dialog
      title={`Replace the authority for ${name}?`}
      description="The new authority signs immediately. Targets not updated before the overlap ends will reject all access. Run each target’s set-up again before then; it includes both authorities."
      onClose={onClose}
    >
      <Form onSubmit={submit} keptAs={`authority ${name}`}>
        <div className="flex flex-col gap-4 px-5 pt-3">
          {form.failure && !error && (
            <Notice tone="bad" live>
              {form.failure.message}
            </Notice>
          )}
          <Field
            id="overlap"
            label="Overlap (days)"
            hint="Enter 0 if the old key may be compromised. Trust in it then ends immediately."
            error={error}
          >
            <TextInput
              id="overlap"
              inputMode="numeric"
              value={days}
              aria-invalid={error ? true : undefined}
              aria-describedby={describedBy('overlap', { hint: true, error: error })}
              onChange={(event) => setDays(event.target.value)}
            />
          </Field>
        </div>
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" busy={form.busy}>
            Replace
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
