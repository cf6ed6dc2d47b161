'use client';

import { ActionButton } from '@/components/ui/action-button';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { setRoleAction, setUserEnabledAction } from '@/lib/web/actions/people';

type Props = { userId: string; email: string; role: 'User' | 'Admin'; enabled: boolean; isMe: boolean };

/** The actions of an admin on a person. All but Enable ask first. */
export function PersonActions({ userId, email, role, enabled, isMe }: Props) {
  return (
    <span className="flex flex-wrap gap-1.5 pt-1 md:flex-nowrap md:justify-end md:pt-0">
      {enabled && role === 'User' && (
        <ConfirmButton
          look="plain"
          label={`Make admin: ${email}`}
          title={`Make ${email} an admin?`}
          description="They can immediately decide requests, edit policies and change roles. They are added to the log channel."
          confirm="Make admin"
          action={() => setRoleAction({ userId, role: 'Admin' })}
        >
          Make admin
        </ConfirmButton>
      )}
      {enabled && role === 'Admin' && (
        <ConfirmButton
          look="plain"
          label={`Remove admin role: ${email}`}
          title={isMe ? 'Remove your admin role?' : `Remove the admin role of ${email}?`}
          description={`${isMe ? 'You' : 'They'} can no longer decide requests or edit policies, and are removed from the log channel. Past decisions stay in effect.`}
          confirm="Remove admin role"
          action={() => setRoleAction({ userId, role: 'User' })}
        >
          Remove admin role
        </ConfirmButton>
      )}
      {enabled ? (
        <ConfirmButton
          look="quiet"
          label={`Disable ${email}`}
          title={`Disable ${email}?`}
          description="They are signed out everywhere and can’t sign in until you enable them again. Their active access ends immediately, and their pending requests can’t be approved."
          confirm="Disable"
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
