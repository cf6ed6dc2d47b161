'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { closeConnectionAction } from '@/lib/web/actions/connections';

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

/** Cuts a connection of one's own, perhaps on a computer that is out of reach. */
export function CloseOwnConnection({ connectionId, target }: { connectionId: string; target: string }) {
  return (
    <ConfirmButton
      look="danger-quiet"
      label={`Close your connection to ${target}`}
      title={`Close your connection to ${target}?`}
      description="The session is cut. Your access goes on: you can connect again until it ends."
      confirm="Close it"
      keep="Keep it open"
      action={() => closeConnectionAction({ connectionId })}
    >
      Close
    </ConfirmButton>
  );
}
