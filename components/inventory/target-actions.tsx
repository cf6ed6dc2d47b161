'use client';

import { ActionButton } from '@/components/ui/action-button';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { restoreTargetAction, retireTargetAction } from '@/lib/web/actions/targets';

type Props = { targetId: string; name: string };

/** Takes a target out of use; asks, and says what stops. It can be brought back, the access can't. */
export function RetireTarget({ targetId, name }: Props) {
  return (
    <ConfirmButton
      look="danger-quiet"
      label={`Retire ${name}`}
      title={`Retire ${name}?`}
      description="Nobody can ask for it any more, and live access to it ends at once. Its history stays, and it can be brought back."
      confirm="Retire"
      keep="Keep it"
      action={() => retireTargetAction({ targetId })}
      undo={() => restoreTargetAction({ targetId })}
    >
      Retire
    </ConfirmButton>
  );
}

/** Brings a retired target back. */
export function RestoreTarget({ targetId, name }: Props) {
  return (
    <ActionButton
      label={`Bring back ${name}`}
      action={() => restoreTargetAction({ targetId })}
      undo={() => retireTargetAction({ targetId })}
    >
      Bring back
    </ActionButton>
  );
}
