'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { endPersonAccessAction } from '@/lib/web/actions/people';

/** Ends everything that somebody has or waits for; asks, and says what stops. */
export function EndAllAccess({ userId, email, isMe }: { userId: string; email: string; isMe: boolean }) {
  return (
    <ConfirmButton
      label={`End all access of ${email}`}
      title={isMe ? 'End all your access?' : `End all access of ${email}?`}
      description="Their live access ends at once and the requests they wait for are cancelled. They may ask again: disable them to keep them out."
      confirm="End all access"
      keep="Keep it"
      action={() => endPersonAccessAction({ userId })}
    >
      End all access
    </ConfirmButton>
  );
}
