'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { signOutZliAction } from '@/lib/web/actions/tokens';

/** Ends a sign-in of zli; asks, and says what stops. */
export function SignOutZli(about: { tokenId: string; device: string; email: string | null }) {
  const { tokenId, device, email } = about;
  return (
    <ConfirmButton
      look="danger-quiet"
      label={`End the sign-in on ${device}`}
      title={`End ${email === null ? 'your' : 'their'} sign-in of zli on ${device}?`}
      description={`zli there can’t act for ${email ?? 'you'} any more, and what runs through it ends within half a minute. ${email === null ? 'You' : 'They'} can sign in again.`}
      confirm="End it"
      action={() => signOutZliAction({ tokenId })}
    >
      End
    </ConfirmButton>
  );
}
