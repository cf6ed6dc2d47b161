'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { closeConnectionAction } from '@/lib/web/actions/close-connection';

/** Cuts somebody's connection; asks, and says what goes on. */
export function CloseConnection(about: { connectionId: string; who: string; target: string }) {
  const { connectionId, who, target } = about;
  return (
    <ConfirmButton
      look="danger-quiet"
      label={`Close the connection of ${who} to ${target}`}
      title={`Close the connection of ${who}?`}
      description={`Their session on ${target} is cut, and its certificate is revoked. Their access goes on: they can connect again until it is revoked.`}
      confirm="Close it"
      keep="Keep it open"
      action={() => closeConnectionAction({ connectionId })}
    >
      Close
    </ConfirmButton>
  );
}
