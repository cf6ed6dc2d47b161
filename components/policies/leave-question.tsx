'use client';

import { Button } from '@/components/ui/button';
import { Dialog, DialogButtons } from '@/components/ui/dialog';

/** Asks before a page with an unsaved draft is left. */
export function LeaveQuestion({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  return (
    <Dialog
      role="alertdialog"
      title="Leave without saving?"
      description="Your changes are not saved. This browser tab keeps them as a draft and restores it when you open this editor again."
      onClose={onStay}
    >
      <DialogButtons>
        <Button onClick={onLeave}>Leave</Button>
        <Button look="primary" data-focus-first onClick={onStay}>
          Keep editing
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
