'use client';

import { ActionButton } from '@/components/ui/action-button';
import { restoreEnvironmentAction, retireEnvironmentAction } from '@/lib/web/actions/environments';

type Props = { environmentId: string; name: string };

/** Archives an environment without targets. Asks nothing, because Undo restores it. */
export function RetireEnvironment({ environmentId, name }: Props) {
  return (
    <ActionButton
      look="quiet"
      label={`Archive ${name}`}
      action={() => retireEnvironmentAction({ environmentId })}
      undo={() => restoreEnvironmentAction({ environmentId })}
    >
      Archive
    </ActionButton>
  );
}

export function RestoreEnvironment({ environmentId, name }: Props) {
  return (
    <ActionButton label={`Restore ${name}`} action={() => restoreEnvironmentAction({ environmentId })}>
      Restore
    </ActionButton>
  );
}
