'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { revokeApiKeyAction } from '@/lib/web/actions/tokens';

/** Takes an API key back; asks, and says what stops. */
export function RevokeApiKey({ keyId, name }: { keyId: string; name: string }) {
  return (
    <ConfirmButton
      look="danger-quiet"
      label={`Revoke ${name}`}
      title={`Revoke ${name}?`}
      description="Whatever uses it is refused from the next call on. It can’t be brought back; make another one instead."
      confirm="Revoke"
      keep="Keep it"
      action={() => revokeApiKeyAction({ keyId })}
    >
      Revoke
    </ConfirmButton>
  );
}
