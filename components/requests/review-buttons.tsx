'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/ui/action-button';
import { Button } from '@/components/ui/button';
import { endGrantAction, reviewRequestAction } from '@/lib/web/actions/requests';
import { DenyDialog } from './deny-dialog';

type Props = { requestId: string; requester: string; target: string };

/**
 * Approve, and Deny with an optional reason (R10). Access starts at the approval, so Undo revokes it rather than
 * hold the approval back for some seconds.
 */
export function ReviewButtons({ requestId, requester, target }: Props) {
  const about = `${requester} on ${target}`;
  return (
    <span className="inline-flex gap-1.5">
      <DenyButton requestId={requestId} requester={requester} target={target} />
      <ActionButton
        look="primary"
        label={`Approve ${about}`}
        action={() => reviewRequestAction({ requestId, decision: 'approve' })}
        undo={() => endGrantAction({ requestId })}
      >
        Approve
      </ActionButton>
    </span>
  );
}

function DenyButton({ requestId, requester, target }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        aria-label={`Deny ${requester} on ${target}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Deny
      </Button>
      {isOpen && (
        <DenyDialog
          keptAs={requestId}
          title="Deny request"
          description={
            <>
              {requester} does not get access to <b className="font-semibold text-ink">{target}</b> and is
              notified.
            </>
          }
          confirm="Deny"
          deny={(denial) => reviewRequestAction({ requestId, decision: 'deny', ...denial })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
