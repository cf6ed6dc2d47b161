'use client';

import { useState } from 'react';
import { ActionButton, useAction } from '@/components/ui/action-button';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import { Field, FieldError, TextArea } from '@/components/ui/field';
import { reviewRequestAction } from '@/lib/web/actions/review-request';

type Props = { requestId: string; who: string; target: string };

/** Approve, and Deny with a few words if the admin has some (R10). */
export function ReviewButtons({ requestId, who, target }: Props) {
  const about = `${who} on ${target}`;
  return (
    <span className="inline-flex gap-1.5">
      <DenyButton requestId={requestId} who={who} target={target} />
      <ActionButton
        look="primary"
        label={`Approve ${about}`}
        action={() => reviewRequestAction({ requestId, decision: 'approve' })}
      >
        Approve
      </ActionButton>
    </span>
  );
}

function DenyButton({ requestId, who, target }: Props) {
  const [asking, ask] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const [busy, run] = useAction();
  const deny = () =>
    run(
      () => reviewRequestAction({ requestId, decision: 'deny', reason }),
      (result) => {
        const isReason = !result.ok && 'code' in result && result.code === 'invalid';
        if (isReason) setError(result.message);
        else ask(false);
      },
    );
  return (
    <>
      <Button aria-label={`Deny ${who} on ${target}`} aria-haspopup="dialog" onClick={() => ask(true)}>
        Deny
      </Button>
      {asking && (
        <Dialog
          title="Deny request"
          description={
            <>
              {who} gets no access to <b className="font-semibold text-ink">{target}</b>, and is told so with
              your words.
            </>
          }
          onClose={() => ask(false)}
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              deny();
            }}
          >
            <div className="px-5 pt-4">
              <Field id="deny-reason" label="Reason" hint="Optional. The requester sees it.">
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
              <Button onClick={() => ask(false)}>Keep waiting</Button>
              <Button look="danger" type="submit" busy={busy}>
                Deny
              </Button>
            </DialogButtons>
          </form>
        </Dialog>
      )}
    </>
  );
}
