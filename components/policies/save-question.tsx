'use client';

import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';
import type { PolicyPreview } from '@/lib/policies/preview-policy';

type Props = {
  effect: PolicyPreview;
  onSave: () => void;
  onClose: () => void;
};

/** Asks before a save that ends active access, or that drops the approval of access that needed one. */
export function SaveQuestion({ effect, onSave, onClose }: Props) {
  const { ending, dropsApproval, gains } = effect;
  const rest = ending.count - ending.some.length;
  return (
    <Dialog
      role="alertdialog"
      title={titleOf(effect)}
      description={
        <>
          {dropsApproval && <p className="text-warn">{gains?.terms}</p>}
          {ending.count > 0 && (
            <>
              <p>Saving ends this active access immediately, with its open sessions:</p>
              <ul className="mt-1.5 max-h-60 list-disc overflow-y-auto pl-5 text-ink">
                {ending.some.map((one, index) => (
                  // One person can have the same access twice.
                  <li key={index} className="break-words">
                    {one}
                  </li>
                ))}
                {rest > 0 && <li>and {rest} more</li>}
              </ul>
            </>
          )}
        </>
      }
      onClose={onClose}
    >
      <DialogButtons>
        <Button onClick={onClose} data-focus-first>
          Cancel
        </Button>
        <Button look="danger" onClick={onSave}>
          {ending.count > 0 ? 'Save and end access' : 'Save without approval'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function titleOf({ ending: { count } }: PolicyPreview): string {
  if (count === 0) return 'Give access without approval?';
  return count === 1 ? 'End 1 active access?' : `End active access for ${count} requests?`;
}
