'use client';

import { ActionButton } from '@/components/ui/action-button';
import { restoreEnvironmentAction, retireEnvironmentAction } from '@/lib/web/actions/environments';

type Props = { environmentId: string; name: string };

/** Takes an environment without targets out of use; what can be taken back asks nothing. */
export function RetireEnvironment({ environmentId, name }: Props) {
  return (
    <ActionButton
      look="danger-quiet"
      label={`Retire ${name}`}
      action={() => retireEnvironmentAction({ environmentId })}
      undo={() => restoreEnvironmentAction({ environmentId })}
    >
      Retire
    </ActionButton>
  );
}

/** Brings a retired environment back. */
export function RestoreEnvironment({ environmentId, name }: Props) {
  return (
    <ActionButton label={`Bring back ${name}`} action={() => restoreEnvironmentAction({ environmentId })}>
      Bring back
    </ActionButton>
  );
}
