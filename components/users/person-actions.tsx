'use client';

import { ActionButton } from '@/components/ui/action-button';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { setRoleAction, setUserEnabledAction } from '@/lib/web/actions/people';

type Props = { userId: string; email: string; role: 'User' | 'Admin'; enabled: boolean; isMe: boolean };

/** What an admin can change about a person. Taking something away asks once. */
export function PersonActions({ userId, email, role, enabled, isMe }: Props) {
  return (
    <span className="flex flex-wrap gap-1.5 pt-1 md:flex-nowrap md:justify-end md:pt-0">
      {enabled && role === 'User' && (
        <ConfirmButton
          look="plain"
          label={`Make admin: ${email}`}
          title={`Make ${email} an admin?`}
          description="They can decide requests, write policies and change who is an admin, at once. They are invited to the log channel."
          confirm="Make admin"
          keep="Keep as user"
          action={() => setRoleAction({ userId, role: 'Admin' })}
        >
          Make admin
        </ConfirmButton>
      )}
      {enabled && role === 'Admin' && (
        <ConfirmButton
          look="plain"
          label={`Make user: ${email}`}
          title={isMe ? 'Give up being an admin?' : `Make ${email} a user?`}
          description={`${isMe ? 'You' : 'They'} can no longer decide requests or write policies, at once, and are removed from the log channel. What was decided stays.`}
          confirm="Make user"
          keep="Keep as admin"
          action={() => setRoleAction({ userId, role: 'User' })}
        >
          Make user
        </ConfirmButton>
      )}
      {enabled ? (
        <ConfirmButton
          look="danger-quiet"
          label={`Disable ${email}`}
          title={`Disable ${email}?`}
          description="They are signed out everywhere, their live access ends at once, their waiting requests can't be approved, and they can't sign in until you enable them again."
          confirm="Disable"
          keep="Keep enabled"
          action={() => setUserEnabledAction({ userId, enabled: false })}
        >
          Disable
        </ConfirmButton>
      ) : (
        <ActionButton
          label={`Enable ${email}`}
          action={() => setUserEnabledAction({ userId, enabled: true })}
        >
          Enable
        </ActionButton>
      )}
    </span>
  );
}
