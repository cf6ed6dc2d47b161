'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { replaceSigningKeyAction } from '@/lib/web/actions/audit';

/** Replaces the key that signs the checkpoints, after a question. */
export function ReplaceSigningKey() {
  return (
    <ConfirmButton
      title="Replace the signing key?"
      description="The new key signs from the next checkpoint on. The old key signs the new one, so a saved copy of the old public key can still verify the log."
      confirm="Replace"
      action={() => replaceSigningKeyAction()}
    >
      Replace…
    </ConfirmButton>
  );
}
