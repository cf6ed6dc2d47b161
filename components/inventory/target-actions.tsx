'use client';

import { ActionButton } from '@/components/ui/action-button';
import { ConfirmButton } from '@/components/ui/confirm-button';
import { restoreTargetAction, retireTargetAction } from '@/lib/web/actions/targets';

type Props = { targetId: string; name: string };

/** Archives a target, after a question: it can be restored, but the access that ends cannot. */
export function RetireTarget({ targetId, name }: Props) {
  return (
    <ConfirmButton
      look="quiet"
      label={`Archive ${name}`}
      title={`Archive ${name}?`}
      description="No one can request it, and active access to it ends immediately. Its history is kept, and you can restore it."
      confirm="Archive"
      action={() => retireTargetAction({ targetId })}
      undo={() => restoreTargetAction({ targetId })}
    >
      Archive
    </ConfirmButton>
  );
}

export function RestoreTarget({ targetId, name }: Props) {
  return (
    <ActionButton
      label={`Restore ${name}`}
      action={() => restoreTargetAction({ targetId })}
      undo={() => retireTargetAction({ targetId })}
    >
      Restore
    </ActionButton>
  );
}
