'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { revokeApiKeyAction } from '@/lib/web/actions/tokens';

export function RevokeApiKey({ keyId, name }: { keyId: string; name: string }) {
  return (
    <ConfirmButton
      look="quiet"
      label={`Revoke ${name}`}
      title={`Revoke ${name}?`}
      description="Programs that use it are rejected from their next call. You cannot undo this; create another key instead."
      confirm="Revoke"
      action={() => revokeApiKeyAction({ keyId })}
    >
      Revoke
    </ConfirmButton>
  );
}
