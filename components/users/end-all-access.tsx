'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { endPersonAccessAction } from '@/lib/web/actions/people';

/** Ends a person's active access and cancels their pending requests, after a question. */
export function EndAllAccess({ userId, email, isMe }: { userId: string; email: string; isMe: boolean }) {
  return (
    <ConfirmButton
      label={`End all access of ${email}`}
      title={isMe ? 'End all your access?' : `End all access of ${email}?`}
      description={
        isMe
          ? 'Your active access ends immediately and your pending requests are cancelled. You can request access again.'
          : 'Their active access ends immediately and their pending requests are cancelled. They can request access again; to prevent that, disable them.'
      }
      confirm="End all access"
      action={() => endPersonAccessAction({ userId })}
    >
      End all access
    </ConfirmButton>
  );
}
