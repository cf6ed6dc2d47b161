'use client';

import { type ReactNode, useState } from 'react';
import { useAction } from '@/components/ui/action-button';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { Field, FieldError, TextArea } from '@/components/ui/field';
import type { ActionResult } from '@/lib/web/action-result';

type Props = {
  title: string;
  description: ReactNode;
  confirm: string;
  deny: (reason: string) => Promise<ActionResult>;
  /** `tried` is true once the action ran, even if another admin was first */
  onClose: (tried: boolean) => void;
  children?: ReactNode;
};

/** Takes an optional reason before a denial (R10). */
export function DenyDialog({ title, description, confirm, deny, onClose, children }: Props) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [busy, run] = useAction();
  const send = () =>
    run(
      () => deny(reason),
      (result) => {
        const isReason = !result.ok && 'code' in result && result.code === 'invalid';
        if (isReason) setError(result.message);
        else onClose(true);
      },
    );
  return (
    <Dialog title={title} description={description} onClose={() => onClose(false)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div className="px-5 pt-4">
          {children}
          <Field id="deny-reason" label="Reason" hint="Optional. Shown to the requester.">
            <TextArea
              id="deny-reason"
              rows={3}
              value={reason}
              aria-describedby="deny-reason-hint deny-reason-error"
              aria-invalid={error ? true : undefined}
              onChange={(event) => {
                setReason(event.target.value);
                setError(undefined);
              }}
            />
            <FieldError id="deny-reason-error" message={error} />
          </Field>
        </div>
        <DialogButtons>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button look="danger" type="submit" busy={busy}>
            {confirm}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
