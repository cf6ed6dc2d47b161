'use client';

import { type ReactNode, useState } from 'react';
import { useAction } from '@/components/ui/action-button';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { Field, FieldError, TextArea } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import type { ActionResult, Failure } from '@/lib/web/action-result';
import { looksLikeSecret, NoSecretBox } from './no-secret-box';

/** `reasonHasNoSecret`: the writer has seen the warning that the reason looks like a credential. */
type Denial = { reason: string; reasonHasNoSecret: boolean };

type Props = {
  /** which requests it denies */
  keptAs: string;
  title: string;
  description: ReactNode;
  confirm: string;
  deny: (denial: Denial) => Promise<ActionResult>;
  /** `tried` is true once the action ran, even if another admin was first */
  onClose: (tried: boolean) => void;
  children?: ReactNode;
};

/** Takes an optional reason before a denial (R10). */
export function DenyDialog({ keptAs, title, description, confirm, deny, onClose, children }: Props) {
  const [reason, setReason] = useState('');
  const [hasNoSecret, setHasNoSecret] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [busy, run] = useAction();
  const send = () =>
    run(
      () => deny({ reason, reasonHasNoSecret: hasNoSecret }),
      (result) => {
        if (!result.ok && (result.code === 'invalid' || result.code === 'unanswered')) setFailure(result);
        else onClose(true);
      },
    );
  return (
    <Dialog title={title} description={description} onClose={() => onClose(false)}>
      <Form onSubmit={send} keptAs={keptAs}>
        <div className="px-5 pt-4">
          {children}
          <Field id="deny-reason" label="Reason" hint="Optional. Shown to the requester.">
            <TextArea
              id="deny-reason"
              rows={3}
              value={reason}
              aria-describedby="deny-reason-hint deny-reason-error"
              aria-invalid={failure ? true : undefined}
              onChange={(event) => {
                setReason(event.target.value);
                setHasNoSecret(false);
                setFailure(undefined);
              }}
            />
            <FieldError id="deny-reason-error" message={failure?.message} />
          </Field>
          {(hasNoSecret || looksLikeSecret(failure)) && (
            <div className="pt-3">
              <NoSecretBox isChecked={hasNoSecret} onChange={setHasNoSecret} />
            </div>
          )}
        </div>
        <DialogButtons>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button look="danger" type="submit" busy={busy}>
            {confirm}
          </Button>
        </DialogButtons>
      </Form>
    </Dialog>
  );
}
