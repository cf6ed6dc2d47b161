'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { endGrantAction } from '@/lib/web/actions/requests';

type Props = { requestId: string; target: string };

/** The owner's way to give access back before its time. */
export function EndNowButton({ requestId, target }: Props) {
  return (
    <ConfirmButton
      label={`End now: ${target}`}
      title={`End your access to ${target} now?`}
      description="Open connections stop and new ones are refused. You can ask again at once."
      confirm="End now"
      action={() => endGrantAction({ requestId })}
    >
      End now
    </ConfirmButton>
  );
}

/** An admin's way to take access away. */
export function RevokeButton({ requestId, target, who, quiet }: Props & { who: string; quiet?: boolean }) {
  return (
    <ConfirmButton
      look={quiet ? 'danger-quiet' : 'danger'}
      label={`Revoke ${who} on ${target}`}
      title={`Revoke the access of ${who} to ${target}?`}
      description="Their open connections stop and new ones are refused, at once. They are told, and may ask again."
      confirm="Revoke"
      action={() => endGrantAction({ requestId })}
    >
      Revoke
    </ConfirmButton>
  );
}
