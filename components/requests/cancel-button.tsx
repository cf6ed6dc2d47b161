'use client';

import { ActionButton } from '@/components/ui/action-button';
import { cancelRequestAction } from '@/lib/web/actions/requests';

/** Cancels the reader's own pending request. */
export function CancelButton({ requestId, target }: { requestId: string; target: string }) {
  return (
    <ActionButton label={`Cancel request for ${target}`} action={() => cancelRequestAction({ requestId })}>
      Cancel request
    </ActionButton>
  );
}
