'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { endGrantAction } from '@/lib/web/actions/requests';

type Props = { requestId: string; target: string };

/** Ends the reader's own access before it expires, after a question. */
export function EndNowButton({ requestId, target }: Props) {
  return (
    <ConfirmButton
      label={`End now: ${target}`}
      title={`End your access to ${target} now?`}
      description="Open sessions end and new ones are rejected. You can request access again."
      confirm="End now"
      action={() => endGrantAction({ requestId })}
    >
      End now
    </ConfirmButton>
  );
}

/** Revokes another person's access, after a question. */
export function RevokeButton({
  requestId,
  target,
  requester,
  quiet,
}: Props & { requester: string; quiet?: boolean }) {
  return (
    <ConfirmButton
      look={quiet ? 'quiet' : 'plain'}
      label={`Revoke ${requester} on ${target}`}
      title={`Revoke access of ${requester} to ${target}?`}
      description="Open sessions end and new ones are rejected, immediately. The requester is notified and can request access again."
      confirm="Revoke"
      action={() => endGrantAction({ requestId })}
    >
      Revoke
    </ConfirmButton>
  );
}
