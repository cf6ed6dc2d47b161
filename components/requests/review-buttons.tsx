'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/ui/action-button';
import { Button } from '@/components/ui/button';
import { reviewRequestAction } from '@/lib/web/actions/requests';
import { DenyDialog } from './deny-dialog';

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
  const [asking, spec] = useState(false);
  return (
    <>
      <Button aria-label={`Deny ${who} on ${target}`} aria-haspopup="dialog" onClick={() => spec(true)}>
        Deny
      </Button>
      {asking && (
        <DenyDialog
          title="Deny request"
          description={
            <>
              {who} gets no access to <b className="font-semibold text-ink">{target}</b>, and is told so with
              your words.
            </>
          }
          confirm="Deny"
          deny={(reason) => reviewRequestAction({ requestId, decision: 'deny', reason })}
          onClose={() => spec(false)}
        />
      )}
    </>
  );
}
