'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { signOutZliAction } from '@/lib/web/actions/tokens';

/** Signs zli out on a device, after a question. `email` is null for the reader's own. */
export function SignOutZli(about: { tokenId: string; device: string; email: string | null }) {
  const { tokenId, device, email } = about;
  return (
    <ConfirmButton
      look="quiet"
      label={`Sign out zli on ${device}`}
      title={`Sign out zli on ${device}?`}
      description={`zli on this device can no longer act as ${email ?? 'you'}. Its sessions end within 30 seconds. ${email === null ? 'You' : 'They'} can sign in again.`}
      confirm="Sign out"
      action={() => signOutZliAction({ tokenId })}
    >
      Sign out
    </ConfirmButton>
  );
}
