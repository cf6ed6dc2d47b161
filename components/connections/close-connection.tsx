'use client';

import { ConfirmButton } from '@/components/ui/confirm-button';
import { closeConnectionAction } from '@/lib/web/actions/connections';

/** Closes another person's session, after a question that says what stops and what continues. */
export function CloseConnection(about: { connectionId: string; email: string; target: string }) {
  const { connectionId, email, target } = about;
  return (
    <ConfirmButton
      look="quiet"
      label={`Close the session of ${email} on ${target}`}
      title={`Close the session of ${email}?`}
      description={`This closes their session on ${target} and revokes its certificate. Their access continues: they can connect again until you revoke it.`}
      confirm="Close session"
      action={() => closeConnectionAction({ connectionId })}
    >
      Close
    </ConfirmButton>
  );
}

/** Closes the reader's own session, which may run on another computer. */
export function CloseOwnConnection({ connectionId, target }: { connectionId: string; target: string }) {
  return (
    <ConfirmButton
      look="quiet"
      label={`Close your session on ${target}`}
      title={`Close your session on ${target}?`}
      description="This closes the session. Your access continues: you can connect again until it expires."
      confirm="Close session"
      action={() => closeConnectionAction({ connectionId })}
    >
      Close
    </ConfirmButton>
  );
}
