'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { describedBy, Field, TextInput } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { useForm } from '@/components/ui/use-form';
import { changeEmailAction } from '@/lib/web/actions/people';

type Props = { userId: string; email: string; hasSignedIn: boolean };

/** Changes the email of a person. */
export function ChangeEmail(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        aria-label={`Change the email of ${props.email}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Change email
      </Button>
      {open && <EmailForm {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function EmailForm({ userId, email, hasSignedIn, onClose }: Props & { onClose: () => void }) {
  const [changed, setChanged] = useState(email);
  const form = useForm<null>(onClose);
  const error = form.errorAt('email');
  return (
    <Dialog
      title={`Change the email of ${email}`}
      description={
        hasSignedIn
          ? 'At their next sign-in they get the email of the identity provider again.'
          : 'The person who first signs in with this email gets the policies and the role that are set here.'
      }
      onClose={onClose}
    >
      <Form
        onSubmit={() => form.send(() => changeEmailAction({ userId, email: changed }))}
        keptAs={`email ${userId}`}
      >
        <div className="flex flex-col gap-4 px-5 pt-3">
          {form.failure && !error && (
            <Notice tone="bad" live>
              {form.failure.message}
            </Notice>
          )}
          <Field id="email" label="Email" error={error}>
            <TextInput
              id="email"
              type="email"
              value={changed}
              autoComplete="off"
              aria-invalid={error ? true : undefined}
              aria-describedby={describedBy('email', { error })}
              onChange={(event) => setChanged(event.target.value)}
            />
          </Field>
        </div>
        <DialogButtons>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={form.busy}>
            Change email
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
